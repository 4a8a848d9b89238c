//! The networks of the job, and what the rest of the example sees of a network: a curve.

use stackprop::{Dense, Layer, Relu, footprint};

/// 1-5-5-5-5-1, the deep net of the blog post.
pub(crate) type Blog<A> = (Dense<1, 5, A>, [Dense<5, 5, A>; 3], Dense<5, 1>);
/// One hidden layer with as many parameters as the blog's net.
pub(crate) type Shallow<A> = (Dense<1, 35, A>, Dense<35, 1>);
/// One hidden layer of 64.
pub(crate) type Wide<A> = (Dense<1, 64, A>, Dense<64, 1>);
/// 1-16-16-1, the net of TensorFlow Lite Micro's "hello world".
pub(crate) type Hello<A> = (Dense<1, 16, A>, Dense<16, 16, A>, Dense<16, 1>);

const _: () = assert!(footprint::<Blog<Relu>>().params == footprint::<Shallow<Relu>>().params);

/// A number in, a number out.
pub(crate) trait Net: Layer<Input = [f32; 1], Output = [f32; 1]> {}

impl<N: Layer<Input = [f32; 1], Output = [f32; 1]>> Net for N {}

/// A network once its shape no longer matters.
pub(crate) trait Curve {
    /// The net's answer.
    fn at(&self, x: f32) -> f32;
    /// Every dense layer as (weights, biases), the first first.
    fn layers(&self) -> Vec<(Vec<f32>, Vec<f32>)>;
}

impl<N: Net> Curve for N {
    fn at(&self, x: f32) -> f32 {
        let [y] = self.predict(&[x]);
        y
    }

    fn layers(&self) -> Vec<(Vec<f32>, Vec<f32>)> {
        // A dense layer shows its weights, then its biases.
        let (mut layers, mut weights) = (Vec::new(), None);
        self.visit(&mut |tensor| match weights.take() {
            None => weights = Some(tensor.values.to_vec()),
            Some(weights) => layers.push((weights, tensor.values.to_vec())),
        });
        layers
    }
}
