//! safetensors, with PyTorch's names: `0.weight` of shape `[outputs, inputs]` and `0.bias` of shape `[outputs]`.

mod order;

use crate::{Activation, Error, Layer, Model, Read};
use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensors, serialize};
use std::collections::{BTreeMap, HashMap};

/// What a safetensors file does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// That of all layers but the last. Needed where there is more than one, unless this tool wrote the file.
    pub hidden: Option<Activation>,
    /// That of the last one; none if it is not given.
    pub last: Option<Activation>,
    /// The layers' names, first layer first, where they do not tell: `encoder,head` for `encoder.weight`, `head.weight`.
    pub order: Vec<String>,
    /// Whether a bias may be missing where other layers have one.
    pub missing_bias: bool,
}

/// Where [`write`] notes the activations, layer by layer.
const NOTED: &str = "stackprop.activations";

/// What there is of a layer.
#[derive(Debug, Default)]
struct Found<'a> {
    weight: Option<(String, TensorView<'a>)>,
    bias: Option<(String, TensorView<'a>)>,
}

/// A dense net.
///
/// # Errors
/// A file that is not whole; a tensor that is no weight or bias, has another shape or type or is missing; an order or
/// activations that are not known; numbers that are not finite.
pub fn read(bytes: &[u8], options: &Options) -> Result<Read, Error> {
    let whole = |error: ::safetensors::SafeTensorError| Error::Safetensors(error.to_string());
    let tensors = SafeTensors::deserialize(bytes).map_err(whole)?;
    let known =
        SafeTensors::read_metadata(bytes).map_err(whole)?.1.metadata().as_ref().and_then(|all| all.get(NOTED).cloned());
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (name, view) in tensors.iter() {
        let tensor = || describe(name, &view);
        if name.ends_with("running_mean") || name.ends_with("running_var") || name.ends_with("num_batches_tracked") {
            let hint = "batch normalisation can be read from ONNX: export the model in evaluation mode";
            return Err(Error::Tensor { tensor: tensor(), hint });
        }
        let (prefix, kind) = name.rsplit_once('.').unwrap_or(("", name));
        let layer = || prefix.to_string();
        match (kind, view.shape()) {
            ("weight", [_, _]) => found.entry(layer()).or_default().weight = Some((tensor(), view)),
            ("bias", [_]) => found.entry(layer()).or_default().bias = Some((tensor(), view)),
            ("weight", _) => {
                let hint = "that has two axes; convolutions are not in this crate, normalisation can be read from ONNX";
                return Err(Error::Tensor { tensor: tensor(), hint });
            }
            ("kernel", _) => {
                let hint = "Keras's kernels are transposed: use `model.export(.., format=\"onnx\")`";
                return Err(Error::Tensor { tensor: tensor(), hint });
            }
            _ => {
                let hint = "leave it out of the file, or export the model as ONNX, which says what it is for";
                return Err(Error::Tensor { tensor: tensor(), hint });
            }
        }
    }
    let names = order::ordered(&found, &options.order)?;
    let has_bias = found.values().any(|layer| layer.bias.is_some());
    let activations = activations(names.len(), known.as_deref(), options)?;
    let mut notes = Vec::new();
    let mut layers = Vec::new();
    for ((place, name), activation) in names.iter().enumerate().zip(activations) {
        let layer = found.remove(name).unwrap_or_default();
        let dot = if name.is_empty() { "" } else { "." };
        let Some((weight, view)) = layer.weight else {
            let (missing, present) = (format!("{name}{dot}weight"), format!("{name}{dot}bias"));
            return Err(Error::Missing { missing, present, hint: "" });
        };
        let &[outputs, inputs] = view.shape() else {
            return Err(Error::Tensor { tensor: weight, hint: "that has two axes" });
        };
        let weights = floats(&weight, &view)?;
        let bias = match layer.bias {
            Some((bias, view)) if *view.shape() != [outputs] => {
                return Err(Error::BiasShape { layer: place, bias, weight, outputs });
            }
            Some((bias, view)) => floats(&bias, &view)?,
            None if has_bias && !options.missing_bias => {
                let (missing, present) = (format!("{name}{dot}bias"), format!("{name}{dot}weight"));
                let hint = ", and other layers have a bias; --missing-bias takes zeros";
                return Err(Error::Missing { missing, present, hint });
            }
            None if inputs == 0 => return Err(Error::Empty { layer: place, name: weight }),
            None => {
                notes.push(format!("layer {place}, {weight}, has no bias: zeros"));
                vec![0.0; outputs]
            }
        };
        layers.push((weight, Layer { inputs, outputs, weights, bias, activation }));
    }
    Ok(Read { model: Model::new(layers)?, notes })
}

fn describe(name: &str, view: &TensorView) -> String {
    format!("tensor `{name}` of shape {:?}", view.shape())
}

fn floats(tensor: &str, view: &TensorView) -> Result<Vec<f32>, Error> {
    if view.dtype() != Dtype::F32 {
        return Err(Error::Type { tensor: tensor.to_string(), dtype: format!("{:?}", view.dtype()) });
    }
    Ok(view.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

/// Those that the options give; else those that the file notes.
fn activations(layers: usize, known: Option<&str>, options: &Options) -> Result<Vec<Activation>, Error> {
    let known: Option<Vec<_>> = known.and_then(|known| known.split(',').map(Activation::of).collect());
    let known = known.filter(|known| known.len() == layers).unwrap_or_default();
    let of_layer = |layer: usize| {
        let is_last = layer.saturating_add(1) == layers;
        let (said, default) = if is_last { (options.last, Some(Activation::Identity)) } else { (options.hidden, None) };
        said.or_else(|| known.get(layer).copied()).or(default).ok_or(Error::Activation)
    };
    (0..layers).map(of_layer).collect()
}

/// The names of the layers in an `nn.Sequential`, in which an activation takes a number as well.
pub(crate) fn names(model: &Model) -> impl Iterator<Item = String> {
    model.layers().iter().scan(0_usize, |next, layer| {
        let name = next.to_string();
        *next = next.saturating_add(if layer.activation == Activation::Identity { 1 } else { 2 });
        Some(name)
    })
}

/// The bytes of a file that `nn.Sequential(..).load_state_dict(safetensors.torch.load_file(..))` takes. The activations
/// are known in its metadata, where [`read`] finds them.
///
/// # Errors
/// [`Error::TooLarge`] for what the format cannot hold.
pub fn write(model: &Model) -> Result<Vec<u8>, Error> {
    let bytes = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    let mut data = Vec::new();
    for (name, layer) in names(model).zip(model.layers()) {
        data.push((format!("{name}.weight"), vec![layer.outputs, layer.inputs], bytes(&layer.weights)));
        data.push((format!("{name}.bias"), vec![layer.outputs], bytes(&layer.bias)));
    }
    let views = data.iter().map(|(name, shape, bytes)| Ok((name, TensorView::new(Dtype::F32, shape.clone(), bytes)?)));
    let views: Result<Vec<_>, ::safetensors::SafeTensorError> = views.collect();
    let activations: Vec<&str> = model.layers().iter().map(|layer| layer.activation.name()).collect();
    let known = HashMap::from([(NOTED.to_string(), activations.join(","))]); // one: of two the order would be random
    views.and_then(|views| serialize(views, Some(known))).map_err(|_| Error::TooLarge)
}
