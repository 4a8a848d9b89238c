//! The memory that C hands in: is it there, aligned, and apart from the rest?
//!
//! All dereferencing of C's pointers stands here.

use crate::Status;
use core::mem::MaybeUninit;

/// Types of which any bits are a value: floats, bytes, and what consists of them alone.
///
/// # Safety
/// There is no padding, and no bits of its size are invalid.
pub unsafe trait Plain {}

/// The arguments of one call. Each is compared with those before it, before a reference to it is made: so no two
/// references of which one may write lead into the same memory.
#[derive(Debug)]
pub struct Call {
    seen: [Span; 8],
    next: usize,
}

/// From the first byte of an argument to behind its last; empty for what is not there.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    written: bool,
}

impl Call {
    /// No arguments yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { seen: [Span { start: 0, end: 0, written: false }; 8], next: 0 }
    }

    /// Memory that is read.
    ///
    /// # Errors
    /// Null, unaligned, or memory that an earlier argument writes.
    ///
    /// # Safety
    /// `pointer` is null, unaligned, or leads to a `T` that nobody else changes during the call.
    pub unsafe fn read<'a, T: Plain>(&mut self, pointer: *const T) -> Result<&'a T, Status> {
        self.take(pointer, 1, false)?;
        // SAFETY: not null, aligned, any bits are a `T`; it is there as the caller promises, and no argument writes it.
        Ok(unsafe { &*pointer })
    }

    /// So many values that are read.
    ///
    /// # Errors
    /// As of [`read`](Self::read), and more values than memory can hold.
    ///
    /// # Safety
    /// As of [`read`](Self::read), for each of the values.
    pub unsafe fn read_all<'a, T: Plain>(&mut self, pointer: *const T, count: usize) -> Result<&'a [T], Status> {
        self.take(pointer, count, false)?;
        // SAFETY: as above, and all of it is no larger than `isize::MAX` and does not wrap around.
        Ok(unsafe { core::slice::from_raw_parts(pointer, count) })
    }

    /// Memory that is read and written.
    ///
    /// # Errors
    /// Null, unaligned, or memory of an earlier argument.
    ///
    /// # Safety
    /// `pointer` is null, unaligned, or leads to a `T` that is nobody else's during the call.
    pub unsafe fn change<'a, T: Plain>(&mut self, pointer: *mut T) -> Result<&'a mut T, Status> {
        self.take(pointer, 1, true)?;
        // SAFETY: not null, aligned, any bits are a `T`; it is there as the caller promises, and no argument's as well.
        Ok(unsafe { &mut *pointer })
    }

    /// So many bytes that are written.
    ///
    /// # Errors
    /// As of [`change`](Self::change), and more bytes than memory can hold.
    ///
    /// # Safety
    /// As of [`change`](Self::change), for each of the bytes.
    pub unsafe fn change_bytes<'a>(&mut self, pointer: *mut u8, count: usize) -> Result<&'a mut [u8], Status> {
        self.take(pointer, count, true)?;
        // SAFETY: as above, and all of it is no larger than `isize::MAX` and does not wrap around.
        Ok(unsafe { core::slice::from_raw_parts_mut(pointer, count) })
    }

    /// Room for a result, which may hold nothing yet.
    ///
    /// # Errors
    /// As of [`change`](Self::change).
    ///
    /// # Safety
    /// `pointer` is null, unaligned, or leads to room for a `T` that is nobody else's during the call.
    pub unsafe fn room<'a, T>(&mut self, pointer: *mut T) -> Result<&'a mut MaybeUninit<T>, Status> {
        self.take(pointer, 1, true)?;
        // SAFETY: not null and aligned; it is there as the caller promises, and no argument's as well.
        Ok(unsafe { &mut *pointer.cast() })
    }

    /// Room for a result that is not wanted if the pointer is null.
    ///
    /// # Errors
    /// As of [`room`](Self::room), but not for null.
    ///
    /// # Safety
    /// As of [`room`](Self::room).
    pub unsafe fn wanted<'a, T>(&mut self, pointer: *mut T) -> Result<Option<&'a mut MaybeUninit<T>>, Status> {
        if pointer.is_null() {
            return Ok(None);
        }
        // SAFETY: as the caller promises.
        unsafe { self.room(pointer) }.map(Some)
    }

    /// Reads an input, and writes what is made of it, perhaps in the input's place. The last of a call's arguments.
    ///
    /// # Errors
    /// Null, unaligned, memory that an earlier argument writes or, for the output, reads; what `of` returns.
    ///
    /// # Safety
    /// As of [`read`](Self::read) and [`room`](Self::room).
    pub unsafe fn map<X: Plain, Y>(
        mut self,
        input: *const X,
        output: *mut Y,
        of: impl FnOnce(&X) -> Result<Y, Status>,
    ) -> Result<(), Status> {
        self.check(input, 1, false)?; // but it is not remembered: the output may lie there
        self.take(output, 1, true)?;
        // SAFETY: as in `read`; the reference is gone when the output is written.
        let y = of(unsafe { &*input })?;
        // SAFETY: not null and aligned, there is room as the caller promises, and nothing else of the call lies there.
        unsafe { output.write(y) };
        Ok(())
    }

    /// Checks an argument, and remembers where it lies.
    fn take<T>(&mut self, pointer: *const T, count: usize, written: bool) -> Result<(), Status> {
        let span = self.check(pointer, count, written)?;
        // There is always a place left: no function has as many arguments.
        let place = self.seen.get_mut(self.next).ok_or(Status::Refused)?;
        *place = span;
        self.next = self.next.wrapping_add(1);
        Ok(())
    }

    fn check<T>(&self, pointer: *const T, count: usize, written: bool) -> Result<Span, Status> {
        if pointer.is_null() {
            return Err(Status::Null);
        }
        if !pointer.is_aligned() {
            return Err(Status::Unaligned);
        }
        let start = pointer.addr();
        let bytes = count.checked_mul(size_of::<T>()).filter(|bytes| *bytes <= isize::MAX.unsigned_abs());
        let end = bytes.and_then(|bytes| start.checked_add(bytes)).ok_or(Status::TooMany)?;
        let span = Span { start, end, written };
        if self.seen.iter().any(|seen| span.clashes(seen)) { Err(Status::Overlap) } else { Ok(span) }
    }
}

impl Span {
    /// Whether the two share a byte that one of them writes.
    const fn clashes(&self, other: &Self) -> bool {
        (self.written || other.written) && self.start < other.end && other.start < self.end
    }
}

impl Default for Call {
    fn default() -> Self {
        Self::new()
    }
}
