/* RLtools on its device for Arm. It has no SGD of its own: the update is written here, as its Adam's is. */
#include "peer.h"
#include <rl_tools/operations/arm.h>

#include <rl_tools/nn/layers/dense/operations_arm/opt.h>
#include <rl_tools/nn/loss_functions/mse/operations_generic.h>

namespace rlt = rl_tools;

namespace rl_tools { /* where the library looks for it */
    struct Sgd {};

    template <typename DEVICE, typename SPEC>
    void update(DEVICE &device, nn::parameters::Gradient::Instance<SPEC> &parameter, Sgd &) {
        auto parameters = matrix_view(device, parameter.parameters), gradient = matrix_view(device, parameter.gradient);
        for (typename DEVICE::index_t row = 0; row < decltype(parameters)::ROWS; row++)
            for (typename DEVICE::index_t col = 0; col < decltype(parameters)::COLS; col++)
                increment(parameters, row, col, -RATE * get(gradient, row, col));
    }
}

#include <rl_tools/nn_models/mlp/operations_generic.h>

using Device = rlt::devices::DefaultARM;
using Index = Device::index_t;
using Policy = rlt::numeric_types::Policy<float>;
using rlt::nn::activation_functions::ActivationFunction;
using Config = rlt::nn_models::mlp::Configuration<Policy, Index, OUTPUTS, LAYERS, HIDDEN, ActivationFunction::RELU,
                                                  ActivationFunction::IDENTITY>;
using Net = rlt::nn_models::mlp::NeuralNetwork<Config, rlt::nn::capability::Gradient<rlt::nn::parameters::Gradient, false>,
                                               rlt::tensor::Shape<Index, 1, INPUTS>>;
template <Index SIZE>
using Row = rlt::Matrix<rlt::matrix::Specification<float, Index, 1, SIZE, true, rlt::matrix::layouts::RowMajorAlignment<Index>>>;

static Device device;
static Net net;
static Net::Buffer<false> buffers;
static Device::SPEC::RANDOM::ENGINE<> rng;
static rlt::Sgd sgd;

template <typename LAYER>
static const float *set_layer(LAYER &layer, const float *parameters) {
    for (Index o = 0; o < LAYER::OUTPUT_DIM; o++)
        for (Index i = 0; i < LAYER::INPUT_DIM; i++) rlt::set(device, layer.weights.parameters, *parameters++, o, i);
    for (Index o = 0; o < LAYER::OUTPUT_DIM; o++) rlt::set(device, layer.biases.parameters, *parameters++, o);
    return parameters;
}

void peer_start(const float *parameters) {
    parameters = set_layer(net.input_layer, parameters);
    for (Index l = 0; l < LAYERS - 2; l++) parameters = set_layer(net.hidden_layers[l], parameters);
    set_layer(net.output_layer, parameters);
}

void peer_train(const float *input, float *target) {
    Row<INPUTS> x{const_cast<float *>(input)};
    Row<OUTPUTS> t{target};
    float d[OUTPUTS];
    Row<OUTPUTS> d_output{d};
    rlt::zero_gradient(device, net);
    rlt::forward(device, net, x, buffers, rng);
    rlt::nn::loss_functions::mse::gradient(device, net.output_layer.output, t, d_output, 1);
    rlt::backward(device, net, x, d_output, buffers);
    rlt::update(device, net.input_layer, sgd);
    for (Index l = 0; l < LAYERS - 2; l++) rlt::update(device, net.hidden_layers[l], sgd);
    rlt::update(device, net.output_layer, sgd);
}

void peer_infer(const float *input, float *output) {
    Row<INPUTS> x{const_cast<float *>(input)};
    Row<OUTPUTS> y{output};
    rlt::evaluate(device, net, x, y, buffers, rng);
}
