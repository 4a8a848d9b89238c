/* Whatever is misused is refused by name, and nothing changes. On a host also under ASan and UBSan. */
#include "sensors.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SAMPLES 4

static struct {
    gesture_net net;
    gesture_trainer trainer;
    gesture_standardizer standardizer;
    uint8_t kept[GESTURE_STORED_BYTES], kept_trainer[GESTURE_TRAINER_STORED_BYTES];
    uint8_t kept_standardizer[GESTURE_STANDARDIZER_STORED_BYTES];
    float input[GESTURE_INPUTS], inputs[SAMPLES][GESTURE_INPUTS], output[GESTURE_OUTPUTS], floats[GESTURE_PARAMETERS];
    uint8_t labels[SAMPLES], label;
    float loss;
    size_t refused;
    gesture_report report;
    char text[80];
} now, before;
static curve_net curve, curve_before;
static curve_trainer curve_trainer_;
static int calls, wrong;

static void check(unsigned status, unsigned wanted, const char *call, int line) {
    calls++;
    if (status != wanted) {
        wrong++;
        printf("line %d: %s: %s; expected: %s\n", line, call, gesture_status_name(status), gesture_status_name(wanted));
    }
    if (memcmp(&now, &before, sizeof now) != 0 || memcmp(&curve, &curve_before, sizeof curve) != 0) {
        wrong++;
        printf("line %d: %s: something has changed\n", line, call);
        memcpy(&now, &before, sizeof now), memcpy(&curve, &curve_before, sizeof curve);
    }
}
#define REFUSED(wanted, call) check(call, GESTURE_##wanted, #call, __LINE__)
#define MUST(call) do { if ((call) != 0) { printf("line %d: " #call "\n", __LINE__); return 1; } } while (0)
/* A pointer that is not aligned; C must not make one by a cast of a pointer that is, so by way of a number. */
#define ODD(type, pointer) ((type *)((uintptr_t)(pointer) + 1))
#define INSIDE(type, pointer) ((type *)(void *)(pointer))
/* A float of an array; gcc must not know which, since it warns of arrays that are too short. */
static float *at(float *array, int k) {
    volatile int place = k;
    return array + place;
}

#define N (&now.net)
#define T (&now.trainer)
#define S (&now.standardizer)
#define X now.input
#define XS now.inputs[0]

static void nulls(void) {
    REFUSED(NULL, gesture_start(NULL, 7));
    REFUSED(NULL, gesture_learn(NULL, X, 0, 0.1f, NULL));
    REFUSED(NULL, gesture_learn(N, NULL, 0, 0.1f, NULL));
    REFUSED(NULL, gesture_step(NULL, T, XS, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(NULL, gesture_step(N, NULL, XS, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(NULL, gesture_step(N, T, NULL, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(NULL, gesture_step(N, T, XS, NULL, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(NULL, gesture_predict(NULL, X, now.output));
    REFUSED(NULL, gesture_predict(N, NULL, now.output));
    REFUSED(NULL, gesture_predict(N, X, NULL));
    REFUSED(NULL, gesture_probabilities(N, X, NULL));
    REFUSED(NULL, gesture_classify(N, X, NULL));
    REFUSED(NULL, gesture_standardizer_push(NULL, X));
    REFUSED(NULL, gesture_standardizer_push(S, NULL));
    REFUSED(NULL, gesture_standardizer_apply(NULL, X, X));
    REFUSED(NULL, gesture_standardizer_apply(S, NULL, X));
    REFUSED(NULL, gesture_standardizer_apply(S, X, NULL));
    REFUSED(NULL, gesture_standardizer_fold(NULL, N));
    REFUSED(NULL, gesture_standardizer_fold(S, NULL));
    REFUSED(NULL, gesture_save(NULL, now.kept, sizeof now.kept));
    REFUSED(NULL, gesture_save(N, NULL, sizeof now.kept));
    REFUSED(NULL, gesture_load(NULL, now.kept, sizeof now.kept));
    REFUSED(NULL, gesture_load(N, NULL, sizeof now.kept));
    REFUSED(NULL, gesture_trainer_save(NULL, now.kept_trainer, sizeof now.kept_trainer));
    REFUSED(NULL, gesture_trainer_load(T, NULL, sizeof now.kept_trainer));
    REFUSED(NULL, gesture_standardizer_save(S, NULL, sizeof now.kept_standardizer));
    REFUSED(NULL, gesture_standardizer_load(NULL, now.kept_standardizer, sizeof now.kept_standardizer));
    REFUSED(NULL, gesture_to_floats(N, NULL));
    REFUSED(NULL, gesture_from_floats(NULL, now.floats));
    REFUSED(NULL, gesture_health(NULL, XS, now.labels, SAMPLES, &now.report));
    REFUSED(NULL, gesture_health(N, NULL, now.labels, SAMPLES, &now.report));
    REFUSED(NULL, gesture_health(N, XS, now.labels, SAMPLES, NULL));
}

static void unaligned(void) {
    REFUSED(UNALIGNED, gesture_start(ODD(gesture_net, N), 7));
    REFUSED(UNALIGNED, gesture_learn(N, ODD(float, X), 0, 0.1f, NULL));
    REFUSED(UNALIGNED, gesture_learn(N, X, 0, 0.1f, ODD(float, &now.loss)));
    REFUSED(UNALIGNED, gesture_step(N, ODD(gesture_trainer, T), XS, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(UNALIGNED, gesture_step(N, T, XS, now.labels, SAMPLES, 0.1f, NULL, ODD(size_t, &now.refused)));
    REFUSED(UNALIGNED, gesture_predict(N, X, ODD(float, now.output)));
    REFUSED(UNALIGNED, gesture_standardizer_push(ODD(gesture_standardizer, S), X));
    REFUSED(UNALIGNED, gesture_standardizer_apply(S, ODD(float, X), now.inputs[0]));
    REFUSED(UNALIGNED, gesture_save(ODD(gesture_net, N), now.kept, sizeof now.kept));
    REFUSED(UNALIGNED, gesture_from_floats(N, ODD(float, now.floats)));
    REFUSED(UNALIGNED, gesture_health(N, XS, NULL, SAMPLES, ODD(gesture_report, &now.report)));
}

static void overlapping(void) {
    REFUSED(OVERLAP, gesture_learn(N, at(N->opaque, GESTURE_PARAMETERS - 1), 0, 0.1f, NULL)); /* by one float */
    REFUSED(OVERLAP, gesture_learn(N, X, 0, 0.1f, N->opaque));
    REFUSED(OVERLAP, gesture_learn(N, X, 0, 0.1f, X));
    REFUSED(OVERLAP, gesture_step(N, INSIDE(gesture_trainer, N), XS, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(OVERLAP, gesture_step(N, T, N->opaque, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(OVERLAP, gesture_step(N, T, T->opaque, now.labels, SAMPLES, 0.1f, NULL, NULL));
    REFUSED(OVERLAP, gesture_step(N, T, XS, INSIDE(uint8_t, N), SAMPLES, 0.1f, NULL, NULL));
    REFUSED(OVERLAP, gesture_step(N, T, XS, now.labels, SAMPLES, 0.1f, XS, NULL));
    REFUSED(OVERLAP, gesture_step(N, T, XS, now.labels, SAMPLES, 0.1f, INSIDE(float, &now.refused), &now.refused));
    REFUSED(OVERLAP, gesture_predict(N, X, N->opaque + 1));
    REFUSED(OVERLAP, gesture_probabilities(N, X, N->opaque + 1));
    REFUSED(OVERLAP, gesture_classify(N, X, INSIDE(uint8_t, N)));
    REFUSED(OVERLAP, gesture_standardizer_push(S, S->opaque));
    REFUSED(OVERLAP, gesture_standardizer_apply(S, X, at(S->opaque, GESTURE_STANDARDIZER_FLOATS - 1)));
    REFUSED(OVERLAP, gesture_standardizer_fold(INSIDE(gesture_standardizer, N), N));
    REFUSED(OVERLAP, gesture_save(N, INSIDE(uint8_t, N), sizeof now.kept));
    REFUSED(OVERLAP, gesture_load(N, INSIDE(uint8_t, N), sizeof now.kept));
    REFUSED(OVERLAP, gesture_trainer_save(T, INSIDE(uint8_t, T) + sizeof *T - 1, sizeof now.kept_trainer));
    REFUSED(OVERLAP, gesture_trainer_load(T, INSIDE(uint8_t, T), sizeof now.kept_trainer));
    REFUSED(OVERLAP, gesture_standardizer_save(S, INSIDE(uint8_t, S), sizeof now.kept_standardizer));
    REFUSED(OVERLAP, gesture_to_floats(N, N->opaque));
    REFUSED(OVERLAP, gesture_from_floats(N, N->opaque));
    REFUSED(OVERLAP, gesture_health(N, XS, now.labels, SAMPLES, INSIDE(gesture_report, N)));
}

static void numbers(void) {
    const float bad = NAN;
    float x[GESTURE_INPUTS] = {0};
    REFUSED(BAD_RATE, gesture_learn(N, X, 0, NAN, NULL));
    REFUSED(BAD_RATE, gesture_learn(N, X, 0, -0.1f, NULL));
    REFUSED(BAD_RATE, gesture_step(N, T, XS, now.labels, SAMPLES, 1e6f, NULL, NULL));
    REFUSED(BAD_TARGET, gesture_learn(N, X, GESTURE_OUTPUTS, 0.1f, NULL));
    REFUSED(NO_SAMPLE, gesture_step(N, T, XS, now.labels, 0, 0.1f, NULL, NULL));
    REFUSED(TOO_MANY, gesture_step(N, T, XS, now.labels, SIZE_MAX, 0.1f, NULL, NULL));
    REFUSED(TOO_MANY, gesture_step(N, T, XS, now.labels, SIZE_MAX / 48, 0.1f, NULL, NULL));
    REFUSED(TOO_MANY, gesture_save(N, now.kept, SIZE_MAX));
    REFUSED(TOO_SHORT, gesture_save(N, now.kept, sizeof now.kept - 1));
    REFUSED(TOO_SHORT, gesture_load(N, now.kept, sizeof now.kept - 1));
    REFUSED(TOO_SHORT, gesture_load(N, now.kept, 0));
    REFUSED(NOT_STORED, gesture_load(N, now.kept + 1, sizeof now.kept - 1));
    REFUSED(OTHER_NET, gesture_load(N, now.kept_trainer, sizeof now.kept_trainer));
    REFUSED(OTHER_NET, (gesture_status)curve_load(&curve, now.kept, sizeof now.kept));
    x[3] = bad;
    REFUSED(BAD_INPUT, gesture_learn(N, x, 0, 0.1f, NULL));
    REFUSED(BAD_INPUT, gesture_predict(N, x, now.output));
    REFUSED(BAD_INPUT, gesture_classify(N, x, &now.label));
    REFUSED(BAD_INPUT, gesture_standardizer_push(S, x));
    REFUSED(BAD_INPUT, gesture_standardizer_apply(S, x, XS));
    x[3] = 1e17f;
    REFUSED(BAD_INPUT, (gesture_status)curve_predict(&curve, &bad, now.output));
    REFUSED(BAD_TARGET, (gesture_status)curve_learn(&curve, X, &bad, 0.1f, NULL));
    REFUSED(BAD_GRADIENT, (gesture_status)curve_learn(&curve, x + 3, X, 0.1f, NULL));
    REFUSED(OVERLAP, (gesture_status)curve_learn(&curve, X, curve.opaque, 0.1f, NULL));
    REFUSED(NULL, (gesture_status)curve_learn(&curve, X, NULL, 0.1f, NULL));
    REFUSED(OVERLAP, (gesture_status)curve_step(&curve, &curve_trainer_, X, curve.opaque, 1, 0.1f, NULL, NULL));
}

/* What is stored is damaged, byte by byte. */
static void damaged(void) {
    static uint8_t bytes[GESTURE_STORED_BYTES];
    for (size_t at = 0; at < sizeof bytes; at++) {
        memcpy(bytes, now.kept, sizeof bytes);
        bytes[at] ^= 16;
        if (at < 4) REFUSED(NOT_STORED, gesture_load(N, bytes, sizeof bytes));
        else if (at < 6) REFUSED(OTHER_VERSION, gesture_load(N, bytes, sizeof bytes));
        else if (at >= 12) REFUSED(DAMAGED, gesture_load(N, bytes, sizeof bytes));
        else check(gesture_load(N, bytes, sizeof bytes) == GESTURE_OK, 0, "a damaged count", __LINE__);
    }
}

/* A batch says which of its samples it is about. */
static int refused_sample(void) {
    size_t refused = 99;
    float loss = -1;
    now.inputs[2][5] = INFINITY;
    if (gesture_step(N, T, XS, now.labels, SAMPLES, 0.1f, &loss, &refused) != GESTURE_BAD_INPUT) return 1;
    return !(refused == 2 && loss == -1);
}

/* What keeps a net from learning is told. */
static int findings(void) {
    static gesture_net zero;
    gesture_report report;
    MUST(gesture_health(&zero, XS, NULL, SAMPLES, &report));
    return !(report.found > 0 && report.findings[0].kind == GESTURE_FINDING_NOT_STARTED && report.stops_learning);
}

#ifdef NO_TEXT
static int sentences(void) { return 0; }
#else
static int sentences(void) {
    static gesture_net zero;
    char text[80];
    REFUSED(NULL, gesture_health_text(N, XS, NULL, SAMPLES, NULL, 1));
    REFUSED(TOO_SHORT, gesture_health_text(N, XS, NULL, SAMPLES, now.text, 0));
    REFUSED(OVERLAP, gesture_health_text(N, XS, now.labels, SAMPLES, INSIDE(char, now.labels), 1));
    MUST(gesture_health_text(&zero, XS, NULL, SAMPLES, text, sizeof text));
    if (strncmp(text, "a layer before the last is all zero: initialise the net first\n", 62) != 0) return 1;
    if (strlen(text) >= sizeof text) return 1;
    MUST(gesture_health_text(&zero, XS, NULL, SAMPLES, text, 5)); /* what there is no room for is cut */
    return strcmp(text, "a la") != 0;
}
#endif

int main(void) {
    for (int k = 0; k < SAMPLES; k++) {
        for (int i = 0; i < GESTURE_INPUTS; i++) now.inputs[k][i] = (float)((7 * k + 3 * i) % 5) - 2.0f;
        now.labels[k] = (uint8_t)(k % GESTURE_OUTPUTS);
        MUST(gesture_standardizer_push(S, now.inputs[k]));
    }
    memcpy(X, XS, sizeof X);
    {
        before = now; /* of zeros alone nothing can be learnt */
        REFUSED(NOT_STARTED, gesture_learn(N, X, 0, 0.1f, NULL));
        REFUSED(NOT_STARTED, gesture_step(N, T, XS, now.labels, SAMPLES, 0.1f, NULL, NULL));
    }
    MUST(gesture_start(N, 7));
    MUST(curve_start(&curve, 7));
    MUST(gesture_step(N, T, XS, now.labels, SAMPLES, 0.01f, NULL, NULL));
    MUST(gesture_save(N, now.kept, sizeof now.kept));
    MUST(gesture_trainer_save(T, now.kept_trainer, sizeof now.kept_trainer));
    MUST(gesture_standardizer_save(S, now.kept_standardizer, sizeof now.kept_standardizer));
    MUST(gesture_to_floats(N, now.floats));
    memcpy(&before, &now, sizeof now), curve_before = curve;

    nulls(), unaligned(), overlapping(), numbers(), damaged();

    now.floats[GESTURE_PARAMETERS - 1] = NAN, before.floats[GESTURE_PARAMETERS - 1] = now.floats[GESTURE_PARAMETERS - 1];
    REFUSED(BAD_VALUE, gesture_from_floats(N, now.floats));
    if (refused_sample()) wrong++, puts("which sample was refused");
    before = now;
    if (findings()) wrong++, puts("the findings");
    if (sentences()) wrong++, puts("the findings in words");
    if (strcmp(gesture_status_name(GESTURE_OVERLAP), "memory that is written overlaps with other memory of the call") != 0 ||
        strcmp(gesture_status_name(12345), "no status") != 0)
        wrong++, puts("the names");

    /* An output may lie where the input does. */
    MUST(gesture_predict(N, X, X));
    MUST(gesture_load(N, before.kept, sizeof before.kept));
    memcpy(X, XS, sizeof X);
    MUST(gesture_predict(N, XS, now.output));
    MUST(gesture_predict(N, X, X + 1));
    if (memcmp(X + 1, now.output, sizeof now.output) != 0) wrong++, puts("an output in its input's place");

    printf("%d calls refused, %d wrong\n", calls, wrong);
    return wrong != 0;
}
