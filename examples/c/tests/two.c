/* Two nets of one size, out of two libraries: each function must be that of its own library. */
#include "left.h"
#include "right.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static left_net a;
static left_trainer a_trainer;
static right_net b;
static right_trainer b_trainer;

int main(void) {
    float largest = 0;
    /* One computes 1 * relu(x) + .., the other 1 * tanh(x) + ..: the same floats, other activations. */
    float floats[LEFT_PARAMETERS] = {0}, x = -2.0f, y = 9.0f, z = 9.0f;
    floats[0] = 1.0f, floats[16] = 1.0f;
    if (sizeof a != sizeof b || LEFT_PARAMETERS != RIGHT_PARAMETERS || LEFT_LAYOUT == RIGHT_LAYOUT) return 1;
    if (left_from_floats(&a, floats) || right_from_floats(&b, floats)) return 2;
    if (left_predict(&a, &x, &y) || right_predict(&b, &x, &z)) return 3;
    printf("relu(-2) = %f, tanh(-2) = %f\n", y, z);
    if (y != 0.0f || fabsf(z - tanhf(-2.0f)) > 1e-6f) return 4;

    /* Both learn, in turns, another curve and by another optimizer. */
    if (left_start(&a, 7) || right_start(&b, 7)) return 5;
    for (int k = 0; k < 4000; k++) {
        float xs[2] = {(float)(k % 21 - 10) / 10.0f, (float)(k % 17 - 8) / 8.0f};
        float squares[2] = {xs[0] * xs[0], xs[1] * xs[1]}, negatives[2] = {-xs[0], -xs[1]};
        if (left_step(&a, &a_trainer, xs, squares, 2, 0.05f, NULL, NULL)) return 6;
        if (right_step(&b, &b_trainer, xs, negatives, 2, 0.01f, NULL, NULL)) return 7;
    }
    for (int k = -10; k <= 10; k++) {
        x = (float)k / 10.0f;
        if (left_predict(&a, &x, &y) || right_predict(&b, &x, &z)) return 8;
        largest = fmaxf(largest, fmaxf(fabsf(y - x * x), fabsf(z + x)));
    }
    printf("largest error %f\n", largest);
    if (!(largest < 0.05f)) return 9;

    /* What one saved is none of the other's. */
    unsigned char kept[LEFT_STORED_BYTES];
    if (left_save(&a, kept, sizeof kept) || right_load(&b, kept, sizeof kept) != RIGHT_OTHER_NET) return 10;
    if (strcmp(left_status_name(LEFT_OK), "ok") != 0 || left_layout() != LEFT_LAYOUT || right_layout() != RIGHT_LAYOUT)
        return 11;
    return 0;
}
