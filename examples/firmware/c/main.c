/* A C firmware that learns: x - x^3/6 + x^5/120, sample by sample, in memory of its own.
 * SEEDS: from how many first weights; more than one shows that it is no matter of luck. */
#include "net.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SEEDS
#define SEEDS 1
#endif

static float net[NET_PARAMETERS], copy[NET_PARAMETERS], weights[NET_PARAMETERS];

static float uniform(void) { /* in [-1, 1): Marsaglia's xorshift */
    static uint32_t state = 2016;
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return (float)(state >> 8) / 8388608.0f - 1.0f;
}

static float curve(float x) {
    float square = x * x;
    return x * (1.0f - square * (0.16666667f - square * 0.008333333f));
}

static void expect(enum NetStatus wanted, enum NetStatus status, const char *what) {
    printf("%-28s %s\n", what, net_status_name(status));
    if (status != wanted) {
        printf("expected: %s\n", net_status_name(wanted));
        exit(1);
    }
}

/* Learns the curve from a seed; the largest error over the whole range. */
static float learn(uint32_t seed, int told) {
    const size_t size = NET_PARAMETERS;
    float x, y, target, loss, sum = 0, largest = 0;
    enum NetStatus status = net_start(net, size, seed);
    for (int k = 1; k <= 8000 && status == NET_STATUS_OK; k++) {
        x = 2.0f * uniform(), target = curve(x);
        status = net_learn(net, size, &x, 1, &target, 1, 0.05f, &loss);
        sum += loss;
        if (told && k % 1000 == 0) printf("sample %4d  loss %.6f\n", k, sum / 1000), sum = 0;
    }
    for (int k = -100; k <= 100 && status == NET_STATUS_OK; k++) {
        x = (float)k / 50.0f;
        status = net_predict(net, size, &x, 1, &y, 1);
        if (told && k % 25 == 0) printf("%9.6f %9.6f %9.6f\n", x, curve(x), y);
        largest = fmaxf(largest, fabsf(y - curve(x)));
    }
    if (status != NET_STATUS_OK) expect(NET_STATUS_OK, status, "learn");
    return largest;
}

int main(void) {
    const size_t size = NET_PARAMETERS;
    float x = 1.0f, y, target = 1.0f;

    /* Nothing can be learned from zeros alone: that is refused at once. */
    expect(NET_STATUS_NOT_STARTED, net_learn(net, size, &x, 1, &target, 1, 0.05f, NULL), "a net not started");

    for (uint32_t seed = SEEDS; seed >= 1; seed--) {
        float largest = learn(seed, seed == 1);
        if (SEEDS > 1 || largest > 0.1f) printf("seed %3lu  largest error %.6f\n", (unsigned long)seed, largest);
        if (!(largest <= 0.1f)) return 1;
    }

    /* Weights out and into another net: the same net. */
    expect(NET_STATUS_OK, net_save(net, size, weights, size), "save");
    expect(NET_STATUS_OK, net_load(copy, size, weights, size), "load");
    if (memcmp(net, copy, sizeof net) != 0) return 1;

    /* What is misused is refused, and nothing changes. */
    expect(NET_STATUS_NULL, net_start(NULL, size, 7), "no net");
    expect(NET_STATUS_NULL, net_predict(net, size, NULL, 1, &y, 1), "no input");
    expect(NET_STATUS_NULL, net_predict(net, size, &x, 1, NULL, 1), "no output");
    expect(NET_STATUS_NULL, net_learn(net, size, &x, 1, NULL, 1, 0.02f, NULL), "no target");
    expect(NET_STATUS_NULL, net_load(net, size, NULL, size), "no weights");
    expect(NET_STATUS_WRONG_SIZE, net_start(net, size - 1, 7), "a net too short");
    expect(NET_STATUS_WRONG_SIZE, net_predict(net, size, &x, 2, &y, 1), "an input too long");
    expect(NET_STATUS_WRONG_SIZE, net_predict(net, size, &x, 1, &y, 0), "an output too short");
    expect(NET_STATUS_WRONG_SIZE, net_learn(net, size, &x, 1, &target, 2, 0.02f, NULL), "a target too long");
    expect(NET_STATUS_WRONG_SIZE, net_save(net, size, weights, size + 1), "too much room");
    expect(NET_STATUS_UNALIGNED, net_start((float *)((char *)net + 1), size, 7), "a net at an odd address");
    expect(NET_STATUS_OVERLAP, net_save(net, size, net, size), "saved onto the net itself");
    expect(NET_STATUS_OVERLAP, net_load(net, size, net, size), "loaded from the net itself");
    expect(NET_STATUS_OVERLAP, net_learn(net, size, net + size - 1, 1, &target, 1, 0.02f, NULL), "an input in the net");
    expect(NET_STATUS_OVERLAP, net_learn(net, size, &x, 1, net, 1, 0.02f, NULL), "a target in the net");
    expect(NET_STATUS_OVERLAP, net_learn(net, size, &x, 1, &target, 1, 0.02f, net), "a loss in the net");
    expect(NET_STATUS_OVERLAP, net_predict(net, size, &x, 1, net, 1), "an output in the net");
    expect(NET_STATUS_RATE, net_learn(net, size, &x, 1, &target, 1, NAN, NULL), "a rate that is NaN");
    expect(NET_STATUS_RATE, net_learn(net, size, &x, 1, &target, 1, -0.02f, NULL), "a rate below 0");
    expect(NET_STATUS_RATE, net_learn(net, size, &x, 1, &target, 1, 1e6f, NULL), "a rate of a million");
    x = 1e17f;
    expect(NET_STATUS_GRADIENT, net_learn(net, size, &x, 1, &target, 1, 0.02f, NULL), "an input far out of scale");
    x = NAN;
    expect(NET_STATUS_INPUT, net_learn(net, size, &x, 1, &target, 1, 0.02f, NULL), "an input that is NaN");
    expect(NET_STATUS_INPUT, net_predict(net, size, &x, 1, &y, 1), "an input that is NaN");
    x = 1.0f, target = INFINITY;
    expect(NET_STATUS_TARGET, net_learn(net, size, &x, 1, &target, 1, 0.02f, NULL), "a target that is infinite");
    weights[NET_PARAMETERS - 1] = NAN;
    expect(NET_STATUS_WEIGHT, net_load(net, size, weights, size), "a weight that is NaN");
    if (memcmp(net, copy, sizeof net) != 0) return 1;

    puts("all as it should be");
    return 0;
}
