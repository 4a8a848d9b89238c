/* A C program that learns, on a host or on a device: gestures from an accelerometer, in batches, and a sensor's curve,
 * sample by sample. SEEDS: from how many first weights; more than one shows that it is no matter of luck. */
#include "sensors.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SEEDS
#define SEEDS 1
#endif
#define BATCH 32

/* All memory is ours, and all zero at the start. */
static gesture_net net, again;
static gesture_trainer trainer, trainer_again;
static gesture_standardizer standardizer;
static curve_net curve;
static uint8_t kept[GESTURE_STORED_BYTES], kept_trainer[GESTURE_TRAINER_STORED_BYTES];

static uint32_t state;
static float uniform(void) { /* in [-1, 1): Marsaglia's xorshift */
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return (float)(state >> 8) / 8388608.0f - 1.0f;
}

/* Four readings of three axes in m/s^2: held still, shaken along x, or lifted. */
static uint8_t draw(float readings[GESTURE_INPUTS]) {
    uint8_t label = (uint8_t)(1.5f * (uniform() + 1.0f));
    float strength = 4.0f + 2.0f * uniform();
    for (int k = 0; k < 4; k++) {
        float *xyz = readings + 3 * k;
        for (int axis = 0; axis < 3; axis++) xyz[axis] = 1.5f * uniform();
        xyz[2] += 9.81f;
        if (label == 1) xyz[0] += k % 2 ? strength : -strength;
        if (label == 2) xyz[2] += strength * (1.5f - (float)k);
    }
    return label;
}

static void must(gesture_status status, const char *what) {
    if (status == GESTURE_OK) return;
    printf("%s: %s\n", what, gesture_status_name(status));
    exit(1);
}

static void batch(float inputs[][GESTURE_INPUTS], uint8_t labels[BATCH]) {
    for (int k = 0; k < BATCH; k++) {
        labels[k] = draw(inputs[k]);
        must(gesture_standardizer_apply(&standardizer, inputs[k], inputs[k]), "apply"); /* in its place */
    }
}

/* Learns the gestures; how many of 300 new ones are told right. */
static int learn_gestures(uint32_t seed, int told) {
    static float inputs[BATCH][GESTURE_INPUTS];
    uint8_t labels[BATCH], said;
    float readings[GESTURE_INPUTS], probabilities[GESTURE_OUTPUTS], loss;
    int right = 0;

    memset(&standardizer, 0, sizeof standardizer);
    for (int k = 0; k < 200; k++) { /* first, the scale of the readings */
        draw(readings);
        must(gesture_standardizer_push(&standardizer, readings), "push");
    }
    memset(&trainer, 0, sizeof trainer);
    must(gesture_start(&net, seed), "start");
    for (int k = 1; k <= 60; k++) {
        batch(inputs, labels);
        must(gesture_step(&net, &trainer, inputs[0], labels, BATCH, 0.02f, &loss, NULL), "step");
        if (told && k % 20 == 0) printf("batch %2d  loss %.6f\n", k, loss);
        if (k == 30) { /* power off and on */
            must(gesture_save(&net, kept, sizeof kept), "save");
            must(gesture_trainer_save(&trainer, kept_trainer, sizeof kept_trainer), "save the trainer");
            must(gesture_load(&again, kept, sizeof kept), "load");
            must(gesture_trainer_load(&trainer_again, kept_trainer, sizeof kept_trainer), "load the trainer");
            memset(&net, 0xff, sizeof net), memset(&trainer, 0xff, sizeof trainer);
            net = again, trainer = trainer_again;
        }
    }
    if (told) {
        gesture_report report;
        batch(inputs, labels);
        must(gesture_health(&net, inputs[0], labels, BATCH, &report), "health");
        printf("%lu findings, gradient %.6f\n", (unsigned long)report.found, report.gradient_norm);
    }
    must(gesture_standardizer_fold(&standardizer, &net), "fold"); /* from here on the net takes readings as they come */
    for (int k = 0; k < 300; k++) {
        uint8_t label = draw(readings);
        must(gesture_classify(&net, readings, &said), "classify");
        right += said == label;
        if (told && k < 5) {
            must(gesture_probabilities(&net, readings, probabilities), "probabilities");
            printf("gesture %d: %.6f %.6f %.6f\n", label, probabilities[0], probabilities[1], probabilities[2]);
        }
    }
    return right;
}

static float straight(float x) { /* x - x^3/6 + x^5/120 */
    float square = x * x;
    return x * (1.0f - square * (0.16666667f - square * 0.008333333f));
}

/* Learns the curve; the largest error over its whole range. */
static float learn_curve(uint32_t seed, int told) {
    float x, y, target, loss, sum = 0, largest = 0;
    curve_status status = curve_start(&curve, seed);
    for (int k = 1; k <= 8000 && status == CURVE_OK; k++) {
        x = 2.0f * uniform(), target = straight(x);
        status = curve_learn(&curve, &x, &target, k <= 6000 ? 0.05f : 0.01f, &loss);
        sum += loss;
        if (told && k % 1000 == 0) printf("sample %4d  loss %.6f\n", k, sum / 1000), sum = 0;
    }
    for (int k = -100; k <= 100 && status == CURVE_OK; k++) {
        x = (float)k / 50.0f;
        status = curve_predict(&curve, &x, &y);
        if (told && k % 25 == 0) printf("%9.6f %9.6f %9.6f\n", x, straight(x), y);
        largest = fmaxf(largest, fabsf(y - straight(x)));
    }
    if (status == CURVE_OK) return largest;
    puts(curve_status_name(status));
    exit(1);
}

int main(void) {
    int fewest = 300;
    float largest = 0;
    if (gesture_layout() != GESTURE_LAYOUT || curve_layout() != CURVE_LAYOUT) return puts("another library's header"), 1;
    printf("stackprop-c %s\n", gesture_version());
    for (uint32_t seed = SEEDS; seed >= 1; seed--) {
        state = 2016 + seed;
        int right = learn_gestures(seed, seed == 1);
        float error = learn_curve(seed, seed == 1);
        fewest = right < fewest ? right : fewest, largest = fmaxf(largest, error);
    }
    printf("of %d seeds: at least %d of 300 gestures right, largest error of the curve %.6f\n", SEEDS, fewest, largest);
    if (fewest < 294 || !(largest <= 0.1f)) return 1;
    puts("all as it should be");
    return 0;
}
