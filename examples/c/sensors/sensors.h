/* Nets that learn. Made by cbindgen from src/lib.rs: change that, and make this anew.
 *
 * All memory is yours. Nothing is allocated, and nothing is kept between calls: calls on different memory may run at the
 * same time. Nets, trainers and standardizers are all zero bytes before their first use (`static`, or `= {0}`).
 *
 * A call that returns anything but .._OK has changed nothing. Every pointer is checked, and the call refused if
 *   - it is NULL, where that is not allowed (.._NULL),
 *   - it is not aligned as its type must be (.._UNALIGNED),
 *   - memory that is written shares a byte with other memory of the same call (.._OVERLAP); but an `output` may lie where
 *     the `input` does.
 * What cannot be checked is yours to see to: that there is as much memory as the type says, or the count beside it. */

#ifndef GESTURE_CURVE_H
#define GESTURE_CURVE_H

#include <stddef.h>
#include <stdint.h>

#define GESTURE_INPUTS 12
#define GESTURE_OUTPUTS 3
#define GESTURE_PARAMETERS 259 // floats of a net
#define GESTURE_TRAINER_FLOATS 780
#define GESTURE_STANDARDIZER_FLOATS 50
#define GESTURE_NET_BYTES 1036 // sizeof, for #if
#define GESTURE_TRAINER_BYTES 3120
#define GESTURE_STANDARDIZER_BYTES 200
#define GESTURE_STORED_BYTES 1068 // saved
#define GESTURE_TRAINER_STORED_BYTES 2148
#define GESTURE_STANDARDIZER_STORED_BYTES 224
#define GESTURE_LAYOUT 0x2e55d755u
#define GESTURE_VERSION "0.1.0"
#define CURVE_INPUTS 1
#define CURVE_OUTPUTS 1
#define CURVE_PARAMETERS 321 // floats of a net
#define CURVE_TRAINER_FLOATS 642
#define CURVE_STANDARDIZER_FLOATS 6
#define CURVE_NET_BYTES 1284 // sizeof, for #if
#define CURVE_TRAINER_BYTES 2568
#define CURVE_STANDARDIZER_BYTES 24
#define CURVE_STORED_BYTES 1324 // saved
#define CURVE_TRAINER_STORED_BYTES 1332
#define CURVE_STANDARDIZER_STORED_BYTES 48
#define CURVE_LAYOUT 0x64a74b07u
#define CURVE_VERSION "0.1.0"

// 0, or why a call was refused; then nothing has changed. `.._status_name` has it in words.
typedef enum {
    // ok
    GESTURE_OK,
    // a pointer is NULL
    GESTURE_NULL,
    // a pointer is not aligned as its type must be
    GESTURE_UNALIGNED,
    // memory that is written overlaps with other memory of the call
    GESTURE_OVERLAP,
    // more samples or bytes than memory can hold
    GESTURE_TOO_MANY,
    // there is no sample to learn from
    GESTURE_NO_SAMPLE,
    // a layer before the last is all zero: start the net, or load it
    GESTURE_NOT_STARTED,
    // the learning rate must be from 0 to 32768
    GESTURE_BAD_RATE,
    // a setting of the optimizer or of the loss is out of range
    GESTURE_BAD_SETTING,
    // a value of the input is not finite, or beyond 2^62 (4.6e18) for a standardizer
    GESTURE_BAD_INPUT,
    // the target is not finite, or not one that the last layer or the loss allows
    GESTURE_BAD_TARGET,
    // the output is not finite: load an older net, lower the rate or clip
    GESTURE_BAD_OUTPUT,
    // the loss is not finite: standardise the targets
    GESTURE_BAD_LOSS,
    // a delta of the backward pass is not finite: lower the rate or clip
    GESTURE_BAD_DELTA,
    // the gradient is too large: standardise the inputs, lower the rate or clip
    GESTURE_BAD_GRADIENT,
    // a weight or a bias would not be finite: go on without folding
    GESTURE_FOLD,
    // too few bytes, to save in or to load from
    GESTURE_TOO_SHORT,
    // nothing was stored here
    GESTURE_NOT_STORED,
    // stored in another version of the format
    GESTURE_OTHER_VERSION,
    // damaged: the checksum is not that of the bytes
    GESTURE_DAMAGED,
    // stored from another net or optimizer
    GESTURE_OTHER_NET,
    // a weight or another value to save or to load is not finite
    GESTURE_BAD_VALUE,
    // refused for another reason
    GESTURE_REFUSED,
} gesture_status;

// 0, or why a call was refused; then nothing has changed. `.._status_name` has it in words.
typedef enum {
    // ok
    CURVE_OK,
    // a pointer is NULL
    CURVE_NULL,
    // a pointer is not aligned as its type must be
    CURVE_UNALIGNED,
    // memory that is written overlaps with other memory of the call
    CURVE_OVERLAP,
    // more samples or bytes than memory can hold
    CURVE_TOO_MANY,
    // there is no sample to learn from
    CURVE_NO_SAMPLE,
    // a layer before the last is all zero: start the net, or load it
    CURVE_NOT_STARTED,
    // the learning rate must be from 0 to 32768
    CURVE_BAD_RATE,
    // a setting of the optimizer or of the loss is out of range
    CURVE_BAD_SETTING,
    // a value of the input is not finite, or beyond 2^62 (4.6e18) for a standardizer
    CURVE_BAD_INPUT,
    // the target is not finite, or not one that the last layer or the loss allows
    CURVE_BAD_TARGET,
    // the output is not finite: load an older net, lower the rate or clip
    CURVE_BAD_OUTPUT,
    // the loss is not finite: standardise the targets
    CURVE_BAD_LOSS,
    // a delta of the backward pass is not finite: lower the rate or clip
    CURVE_BAD_DELTA,
    // the gradient is too large: standardise the inputs, lower the rate or clip
    CURVE_BAD_GRADIENT,
    // a weight or a bias would not be finite: go on without folding
    CURVE_FOLD,
    // too few bytes, to save in or to load from
    CURVE_TOO_SHORT,
    // nothing was stored here
    CURVE_NOT_STORED,
    // stored in another version of the format
    CURVE_OTHER_VERSION,
    // damaged: the checksum is not that of the bytes
    CURVE_DAMAGED,
    // stored from another net or optimizer
    CURVE_OTHER_NET,
    // a weight or another value to save or to load is not finite
    CURVE_BAD_VALUE,
    // refused for another reason
    CURVE_REFUSED,
} curve_status;

// What a finding is about.
typedef enum {
    // No sample was looked at.
    GESTURE_FINDING_NO_SAMPLES,
    // A layer before the last is all zero.
    GESTURE_FINDING_NOT_STARTED,
    // A weight of layer `place` is not finite.
    GESTURE_FINDING_NOT_FINITE,
    // `count` samples cannot be learnt from.
    GESTURE_FINDING_REFUSED,
    // `count` of the `of` units of layer `place` are 0 on every sample, with a gradient of 0.
    GESTURE_FINDING_DEAD_UNITS,
    // `count` of the `of` units of layer `place` hardly learn: their activation is at its limit.
    GESTURE_FINDING_SATURATED_UNITS,
    // Output `place` is always `value`, whatever the input.
    GESTURE_FINDING_CONSTANT_OUTPUT,
    // Output `place` has a standard deviation of `value`; its targets, of `target`.
    GESTURE_FINDING_FLAT_OUTPUT,
    // Every gradient is 0, although there is a loss.
    GESTURE_FINDING_NO_GRADIENT,
    // The mean norm of the gradients is `value`.
    GESTURE_FINDING_LARGE_GRADIENT,
    // The largest weight of layer `place` has a size of `value`.
    GESTURE_FINDING_LARGE_WEIGHT,
    // Input `place` has a mean size of `value`: standardise the inputs.
    GESTURE_FINDING_LARGE_INPUT,
    // No input has a mean size above `value`: standardise the inputs.
    GESTURE_FINDING_SMALL_INPUTS,
    // The target of output `place` has a size of `value`: standardise the targets.
    GESTURE_FINDING_LARGE_TARGET,
    // Something else: the text says it.
    GESTURE_FINDING_OTHER,
} gesture_finding_kind;

// What a finding is about.
typedef enum {
    // No sample was looked at.
    CURVE_FINDING_NO_SAMPLES,
    // A layer before the last is all zero.
    CURVE_FINDING_NOT_STARTED,
    // A weight of layer `place` is not finite.
    CURVE_FINDING_NOT_FINITE,
    // `count` samples cannot be learnt from.
    CURVE_FINDING_REFUSED,
    // `count` of the `of` units of layer `place` are 0 on every sample, with a gradient of 0.
    CURVE_FINDING_DEAD_UNITS,
    // `count` of the `of` units of layer `place` hardly learn: their activation is at its limit.
    CURVE_FINDING_SATURATED_UNITS,
    // Output `place` is always `value`, whatever the input.
    CURVE_FINDING_CONSTANT_OUTPUT,
    // Output `place` has a standard deviation of `value`; its targets, of `target`.
    CURVE_FINDING_FLAT_OUTPUT,
    // Every gradient is 0, although there is a loss.
    CURVE_FINDING_NO_GRADIENT,
    // The mean norm of the gradients is `value`.
    CURVE_FINDING_LARGE_GRADIENT,
    // The largest weight of layer `place` has a size of `value`.
    CURVE_FINDING_LARGE_WEIGHT,
    // Input `place` has a mean size of `value`: standardise the inputs.
    CURVE_FINDING_LARGE_INPUT,
    // No input has a mean size above `value`: standardise the inputs.
    CURVE_FINDING_SMALL_INPUTS,
    // The target of output `place` has a size of `value`: standardise the targets.
    CURVE_FINDING_LARGE_TARGET,
    // Something else: the text says it.
    CURVE_FINDING_OTHER,
} curve_finding_kind;

// The weights and biases, in an order of their own.
typedef struct {
    float opaque[GESTURE_PARAMETERS];
} gesture_net;

// A gradient, and what the optimizer remembers. All zero before the first step.
typedef struct {
    float opaque[GESTURE_TRAINER_FLOATS];
} gesture_trainer;

// What keeps a net from learning, or from learning well; the text says what to do about it.
typedef struct {
    // A `..._finding_kind`, which says what the rest means.
    uint32_t kind;
    // Of which layer, input or output, from 0.
    uint32_t place;
    uint32_t count;
    uint32_t of;
    float value;
    float target;
} gesture_finding;

// The health of a net on some samples.
typedef struct {
    // How many samples were looked at.
    uint32_t samples;
    // Whether the net cannot go on learning as it is: 1, or 0.
    uint32_t stops_learning;
    // The mean norm of the gradients; 0 without targets.
    float gradient_norm;
    // How many findings there are; the first 8 are below.
    uint32_t found;
    gesture_finding findings[8];
} gesture_report;

// Mean and standard deviation of every input. All zero before the first one.
typedef struct {
    float opaque[GESTURE_STANDARDIZER_FLOATS];
} gesture_standardizer;

// The weights and biases, in an order of their own.
typedef struct {
    float opaque[CURVE_PARAMETERS];
} curve_net;

// A gradient, and what the optimizer remembers. All zero before the first step.
typedef struct {
    float opaque[CURVE_TRAINER_FLOATS];
} curve_trainer;

// What keeps a net from learning, or from learning well; the text says what to do about it.
typedef struct {
    // A `..._finding_kind`, which says what the rest means.
    uint32_t kind;
    // Of which layer, input or output, from 0.
    uint32_t place;
    uint32_t count;
    uint32_t of;
    float value;
    float target;
} curve_finding;

// The health of a net on some samples.
typedef struct {
    // How many samples were looked at.
    uint32_t samples;
    // Whether the net cannot go on learning as it is: 1, or 0.
    uint32_t stops_learning;
    // The mean norm of the gradients; 0 without targets.
    float gradient_norm;
    // How many findings there are; the first 8 are below.
    uint32_t found;
    curve_finding findings[8];
} curve_report;

// Mean and standard deviation of every input. All zero before the first one.
typedef struct {
    float opaque[CURVE_STANDARDIZER_FLOATS];
} curve_standardizer;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Draws first weights for inputs of unit scale, about -3 to 3; the same everywhere for the same seed.
gesture_status gesture_start(gesture_net *net, uint32_t seed);

// One step down the loss of one sample, whose class counts from 0. `loss`, unless NULL, is what it was before.
gesture_status gesture_learn(gesture_net *net,
                             const float input[GESTURE_INPUTS],
                             uint8_t label,
                             float rate,
                             float *loss);

// One step of the optimizer down the mean loss of a batch: all inputs one behind the other, and all targets.
// `loss`, unless NULL, is what it was before; `refused`, unless NULL, which sample it is, from 0, that a
// status is about.
gesture_status gesture_step(gesture_net *net,
                            gesture_trainer *trainer,
                            const float inputs[],
                            const uint8_t targets[],
                            size_t samples,
                            float rate,
                            float *loss,
                            size_t *refused);

// What keeps the net from learning these samples, if anything, in numbers. `targets` may be NULL.
gesture_status gesture_health(const gesture_net *net,
                              const float inputs[],
                              const uint8_t targets[],
                              size_t samples,
                              gesture_report *report);

// The same in English, one finding a line, cut where there is no more room. It brings Rust's formatting of
// floats: 8 to 16 KB of code.
gesture_status gesture_health_text(const gesture_net *net,
                                   const float inputs[],
                                   const uint8_t targets[],
                                   size_t samples,
                                   char *text,
                                   size_t room);

// The class that the net says, from 0.
gesture_status gesture_classify(const gesture_net *net, const float input[GESTURE_INPUTS], uint8_t *label);

// The probability of every output.
gesture_status gesture_probabilities(const gesture_net *net,
                                     const float input[GESTURE_INPUTS],
                                     float output[GESTURE_OUTPUTS]);

// The net's output for an input.
gesture_status gesture_predict(const gesture_net *net,
                               const float input[GESTURE_INPUTS],
                               float output[GESTURE_OUTPUTS]);

// Takes an input into the mean and the standard deviation. Collect first, then train.
gesture_status gesture_standardizer_push(gesture_standardizer *standardizer, const float input[GESTURE_INPUTS]);

// (input - mean) / standard deviation: an input at unit scale.
gesture_status gesture_standardizer_apply(const gesture_standardizer *standardizer,
                                          const float input[GESTURE_INPUTS],
                                          float output[GESTURE_INPUTS]);

// Makes the standardizer part of a trained net, which then takes inputs as they come. Once, and at the end.
gesture_status gesture_standardizer_fold(const gesture_standardizer *standardizer, gesture_net *net);

// Saves a net: `GESTURE_STORED_BYTES` bytes, with a header that names the layers, and a checksum.
gesture_status gesture_save(const gesture_net *net, uint8_t *bytes, size_t room);

// Loads a net that was saved, on whatever device.
gesture_status gesture_load(gesture_net *net, const uint8_t *bytes, size_t length);

// Saves a trainer, `GESTURE_TRAINER_STORED_BYTES` bytes: so that training goes on as if never cut.
gesture_status gesture_trainer_save(const gesture_trainer *trainer, uint8_t *bytes, size_t room);

// Loads a trainer that was saved.
gesture_status gesture_trainer_load(gesture_trainer *trainer, const uint8_t *bytes, size_t length);

// Saves a standardizer: `GESTURE_STANDARDIZER_STORED_BYTES` bytes.
gesture_status gesture_standardizer_save(const gesture_standardizer *standardizer, uint8_t *bytes, size_t room);

// Loads a standardizer that was saved.
gesture_status gesture_standardizer_load(gesture_standardizer *standardizer, const uint8_t *bytes, size_t length);

// Copies weights and biases out: layer by layer, first `weights[output][input]`, then biases, as in PyTorch.
gesture_status gesture_to_floats(const gesture_net *net, float floats[GESTURE_PARAMETERS]);

// Copies weights and biases in, in the order of `gesture_to_floats`.
gesture_status gesture_from_floats(gesture_net *net, const float floats[GESTURE_PARAMETERS]);

// A status in words.
const char *gesture_status_name(uint32_t status);

// The library's `GESTURE_LAYOUT`: where it is another one, the header is not this library's.
uint32_t gesture_layout(void);

// The library's `GESTURE_VERSION`.
const char *gesture_version(void);

// Draws first weights for inputs of unit scale, about -3 to 3; the same everywhere for the same seed.
curve_status curve_start(curve_net *net, uint32_t seed);

// One step down the loss of one sample. `loss`, unless NULL, is what it was before.
curve_status curve_learn(curve_net *net,
                         const float input[CURVE_INPUTS],
                         const float target[CURVE_OUTPUTS],
                         float rate,
                         float *loss);

// One step of the optimizer down the mean loss of a batch: all inputs one behind the other, and all targets.
// `loss`, unless NULL, is what it was before; `refused`, unless NULL, which sample it is, from 0, that a
// status is about.
curve_status curve_step(curve_net *net,
                        curve_trainer *trainer,
                        const float inputs[],
                        const float targets[],
                        size_t samples,
                        float rate,
                        float *loss,
                        size_t *refused);

// What keeps the net from learning these samples, if anything, in numbers. `targets` may be NULL.
curve_status curve_health(const curve_net *net,
                          const float inputs[],
                          const float targets[],
                          size_t samples,
                          curve_report *report);

// The same in English, one finding a line, cut where there is no more room. It brings Rust's formatting of
// floats: 8 to 16 KB of code.
curve_status curve_health_text(const curve_net *net,
                               const float inputs[],
                               const float targets[],
                               size_t samples,
                               char *text,
                               size_t room);

// The net's output for an input.
curve_status curve_predict(const curve_net *net, const float input[CURVE_INPUTS], float output[CURVE_OUTPUTS]);

// Takes an input into the mean and the standard deviation. Collect first, then train.
curve_status curve_standardizer_push(curve_standardizer *standardizer, const float input[CURVE_INPUTS]);

// (input - mean) / standard deviation: an input at unit scale.
curve_status curve_standardizer_apply(const curve_standardizer *standardizer,
                                      const float input[CURVE_INPUTS],
                                      float output[CURVE_INPUTS]);

// Makes the standardizer part of a trained net, which then takes inputs as they come. Once, and at the end.
curve_status curve_standardizer_fold(const curve_standardizer *standardizer, curve_net *net);

// Saves a net: `CURVE_STORED_BYTES` bytes, with a header that names the layers, and a checksum.
curve_status curve_save(const curve_net *net, uint8_t *bytes, size_t room);

// Loads a net that was saved, on whatever device.
curve_status curve_load(curve_net *net, const uint8_t *bytes, size_t length);

// Saves a trainer, `CURVE_TRAINER_STORED_BYTES` bytes: so that training goes on as if never cut.
curve_status curve_trainer_save(const curve_trainer *trainer, uint8_t *bytes, size_t room);

// Loads a trainer that was saved.
curve_status curve_trainer_load(curve_trainer *trainer, const uint8_t *bytes, size_t length);

// Saves a standardizer: `CURVE_STANDARDIZER_STORED_BYTES` bytes.
curve_status curve_standardizer_save(const curve_standardizer *standardizer, uint8_t *bytes, size_t room);

// Loads a standardizer that was saved.
curve_status curve_standardizer_load(curve_standardizer *standardizer, const uint8_t *bytes, size_t length);

// Copies weights and biases out: layer by layer, first `weights[output][input]`, then biases, as in PyTorch.
curve_status curve_to_floats(const curve_net *net, float floats[CURVE_PARAMETERS]);

// Copies weights and biases in, in the order of `curve_to_floats`.
curve_status curve_from_floats(curve_net *net, const float floats[CURVE_PARAMETERS]);

// A status in words.
const char *curve_status_name(uint32_t status);

// The library's `CURVE_LAYOUT`: where it is another one, the header is not this library's.
uint32_t curve_layout(void);

// The library's `CURVE_VERSION`.
const char *curve_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GESTURE_CURVE_H */
