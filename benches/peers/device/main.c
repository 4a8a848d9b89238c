/* Trains a peer's net on samples that are the same for every peer, and counts the instructions of every call. */
#include "clock.h"
#include "peer.h"
#include <math.h>
#include <stdio.h>

#define SAMPLES 1000
#define PRESENTATIONS 20000
#define PARAMETERS (HIDDEN * (INPUTS + 1) + (LAYERS - 2) * HIDDEN * (HIDDEN + 1) + OUTPUTS * (HIDDEN + 1))

static float inputs[SAMPLES][INPUTS], targets[SAMPLES][OUTPUTS], parameters[PARAMETERS];

/* Evenly over -1..1, by Marsaglia's xorshift. */
static float draw(void) {
    static uint32_t state = 2463534242u;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return (float)(int32_t)state / 2147483648.0f;
}

/* As He et al. 2015 start ReLUs; biases at 0. */
static float *start_layer(float *at, int from, int to) {
    for (int i = 0; i < from * to; i++) *at++ = draw() * sqrtf(6.0f / (float)from);
    return at + to;
}

static void make(void) {
    float *at = start_layer(parameters, INPUTS, HIDDEN);
    for (int layer = 2; layer < LAYERS; layer++) at = start_layer(at, HIDDEN, HIDDEN);
    start_layer(at, HIDDEN, OUTPUTS);
    for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < INPUTS; i++) inputs[s][i] = draw() * 3.14f;
        for (int o = 0; o < OUTPUTS; o++) targets[s][o] = sinf(inputs[s][o]); /* any further input is noise */
    }
}

static float error(void) {
    float sum = 0, output[OUTPUTS];
    for (int s = 0; s < SAMPLES; s++) {
        peer_infer(inputs[s], output);
        for (int o = 0; o < OUTPUTS; o++) sum += (output[o] - targets[s][o]) * (output[o] - targets[s][o]);
    }
    return sum / (SAMPLES * OUTPUTS);
}

int main(void) {
    uint64_t train = 0, infer = 0;
    float output[OUTPUTS];
    make();
    clock_start();
    peer_start(parameters);
    float before = error();
    for (int p = 0; p < PRESENTATIONS; p++) train += cost(peer_train, inputs[p % SAMPLES], targets[p % SAMPLES]);
    for (int s = 0; s < SAMPLES; s++) infer += cost(peer_infer, inputs[s], output);
    float after = error();
    printf("%.0f | %.0f | %.4f | %.4f\n", instructions(train) / PRESENTATIONS, instructions(infer) / SAMPLES,
           (double)before, (double)after);
    return !(after < 0.5f * before); /* not learnt: then the cost says nothing */
}
