//! The functions C sees.

/// The C functions of one net, and its sizes. They are named `net_*`: one net a library.
///
/// The net's memory is the caller's: `NET_PARAMETERS` floats, in RAM to learn, in flash to predict alone. Nothing is
/// allocated, and nothing is kept between calls. What a pointer leads to must be as long as the length beside it says;
/// every length is checked against the net's, and so are null and memory that overlaps with the net.
#[macro_export]
macro_rules! c_functions {
    ($net:ty) => {
        pub const PARAMETERS: usize = <$net as stackprop::Values>::LEN;
        pub const INPUTS: usize = size_of::<<$net as stackprop::Predict>::Input>() / 4;
        pub const OUTPUTS: usize = size_of::<<$net as stackprop::Predict>::Output>() / 4;

        /// First weights, drawn by a seed; the same everywhere. Inputs are expected at unit scale: about -3 to 3.
        ///
        /// # Safety
        /// Each pointer is null, or leads to as many floats as the length beside it says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn net_start(net: *mut f32, net_length: usize, seed: u32) -> NetStatus {
            unsafe { calls::start::<$net>(net, net_length, seed) }.into()
        }

        /// What the net makes of an input. The output may take the input's place.
        ///
        /// # Safety
        /// Each pointer is null, or leads to as many floats as the length beside it says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn net_predict(
            net: *const f32,
            net_length: usize,
            input: *const f32,
            inputs: usize,
            output: *mut f32,
            outputs: usize,
        ) -> NetStatus {
            unsafe { calls::predict::<_, _, $net>((net, net_length), (input, inputs), (output, outputs)) }.into()
        }

        /// One step down the mean squared error of one sample. `loss`, unless null, is what it was before.
        ///
        /// # Safety
        /// Each pointer is null, or leads to as many floats as the length beside it says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn net_learn(
            net: *mut f32,
            net_length: usize,
            input: *const f32,
            inputs: usize,
            target: *const f32,
            targets: usize,
            rate: f32,
            loss: *mut f32,
        ) -> NetStatus {
            unsafe { calls::learn::<_, _, $net>((net, net_length), (input, inputs), (target, targets), rate, loss) }
                .into()
        }

        /// Copies the weights out: layer by layer, first weights[neuron][input], then biases.
        ///
        /// # Safety
        /// Each pointer is null, or leads to as many floats as the length beside it says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn net_save(
            net: *const f32,
            net_length: usize,
            weights: *mut f32,
            room: usize,
        ) -> NetStatus {
            unsafe { calls::save::<$net>((net, net_length), (weights, room)) }.into()
        }

        /// Copies weights in, as `net_save` copied them out.
        ///
        /// # Safety
        /// Each pointer is null, or leads to as many floats as the length beside it says.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn net_load(
            net: *mut f32,
            net_length: usize,
            weights: *const f32,
            given: usize,
        ) -> NetStatus {
            unsafe { calls::load::<$net>((net, net_length), (weights, given)) }.into()
        }

        /// A status in words.
        #[unsafe(no_mangle)]
        pub extern "C" fn net_status_name(status: u32) -> *const core::ffi::c_char {
            status::name(status).as_ptr()
        }
    };
}
