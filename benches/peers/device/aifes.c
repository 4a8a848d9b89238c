/* AIfES, with its layers in portable C ("default"), trained as in its example of XOR with SGD. */
#include "peer.h"
#include <aifes_basic.h>
#include <stdlib.h>

static uint16_t input_shape[] = {1, INPUTS}, output_shape[] = {1, OUTPUTS};
static ailayer_input_f32_t first = AILAYER_INPUT_F32_A(INPUTS, input_shape);
static ailayer_dense_f32_t dense[LAYERS];
static ailayer_relu_f32_t relu[LAYERS - 1];
static ailoss_mse_f32_t mse;
static aiopti_sgd_f32_t sgd = AIOPTI_SGD_F32(RATE);
static aimodel_t model;
static aiopti_t *optimizer;

static void *memory(uint32_t bytes) {
    void *at = malloc(bytes);
    if (!at) exit(2);
    return at;
}

/* AIfES keeps weights[input][output]. */
static const float *set_layer(ailayer_dense_f32_t *layer, int from, int to, const float *parameters) {
    for (int o = 0; o < to; o++)
        for (int i = 0; i < from; i++) ((float *)layer->weights.data)[i * to + o] = *parameters++;
    for (int o = 0; o < to; o++) ((float *)layer->bias.data)[o] = *parameters++;
    return parameters;
}

void peer_start(const float *parameters) {
    ailayer_t *last = model.input_layer = ailayer_input_f32_default(&first);
    for (int l = 0; l < LAYERS; l++) {
        dense[l] = (ailayer_dense_f32_t)AILAYER_DENSE_F32_A(l < LAYERS - 1 ? HIDDEN : OUTPUTS);
        last = ailayer_dense_f32_default(&dense[l], last);
        if (l < LAYERS - 1) last = ailayer_relu_f32_default(&relu[l], last);
    }
    model.output_layer = last;
    model.loss = ailoss_mse_f32_default(&mse, last);
    aialgo_compile_model(&model);
    uint32_t bytes = aialgo_sizeof_parameter_memory(&model);
    aialgo_distribute_parameter_memory(&model, memory(bytes), bytes);
    for (int l = 0; l < LAYERS; l++)
        parameters = set_layer(&dense[l], l ? HIDDEN : INPUTS, l < LAYERS - 1 ? HIDDEN : OUTPUTS, parameters);
    optimizer = aiopti_sgd_f32_default(&sgd);
    bytes = aialgo_sizeof_training_memory(&model, optimizer);
    aialgo_schedule_training_memory(&model, optimizer, memory(bytes), bytes);
    aialgo_init_model_for_training(&model, optimizer);
}

void peer_train(const float *input, float *target) {
    aitensor_t x = AITENSOR_2D_F32(input_shape, (float *)input), t = AITENSOR_2D_F32(output_shape, target);
    aialgo_train_model(&model, &x, &t, optimizer, 1);
}

void peer_infer(const float *input, float *output) {
    aitensor_t x = AITENSOR_2D_F32(input_shape, (float *)input), y = AITENSOR_2D_F32(output_shape, output);
    aialgo_inference_model(&model, &x, &y);
}
