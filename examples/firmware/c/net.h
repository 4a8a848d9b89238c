/* Made by `make net.h` from src/lib.rs. Change that. */

#ifndef NET_H
#define NET_H

#include <stddef.h>
#include <stdint.h>

#define NET_INPUTS 1
#define NET_OUTPUTS 1
#define NET_PARAMETERS 321 /* floats of the net's memory */

/**
 * 0, or why the call was refused; then nothing has changed.
 */
typedef enum NetStatus {
  NET_STATUS_OK,
  /**
   * A pointer is null.
   */
  NET_STATUS_NULL,
  /**
   * A length is not the one that the net has.
   */
  NET_STATUS_WRONG_SIZE,
  /**
   * The net's memory is not aligned as floats are.
   */
  NET_STATUS_UNALIGNED,
  /**
   * Two pointers lead into the same memory.
   */
  NET_STATUS_OVERLAP,
  /**
   * A layer before the last is all zero: `net_start` or `net_load` comes first.
   */
  NET_STATUS_NOT_STARTED,
  /**
   * The rate is not from 0 to 32768.
   */
  NET_STATUS_RATE,
  /**
   * A weight is not finite.
   */
  NET_STATUS_WEIGHT,
  /**
   * A value of the input is not finite.
   */
  NET_STATUS_INPUT,
  /**
   * A value of the target is not finite, or not one that the last layer can give.
   */
  NET_STATUS_TARGET,
  /**
   * The output is not finite: the weights have grown too large.
   */
  NET_STATUS_OUTPUT,
  /**
   * The loss is not finite.
   */
  NET_STATUS_LOSS,
  /**
   * A delta on the way back is not finite: the rate is likely too high.
   */
  NET_STATUS_DELTA,
  /**
   * The gradient is too large: standardise the inputs, or lower the rate.
   */
  NET_STATUS_GRADIENT,
  /**
   * Something else.
   */
  NET_STATUS_REFUSED,
} NetStatus;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * First weights, drawn by a seed; the same everywhere. Inputs are expected at unit scale: about -3 to 3.
 *
 * # Safety
 * Each pointer is null, or leads to as many floats as the length beside it says.
 */
enum NetStatus net_start(float *net,
                         size_t net_length,
                         uint32_t seed);

/**
 * What the net makes of an input. The output may take the input's place.
 *
 * # Safety
 * Each pointer is null, or leads to as many floats as the length beside it says.
 */
enum NetStatus net_predict(const float *net,
                           size_t net_length,
                           const float *input,
                           size_t inputs,
                           float *output,
                           size_t outputs);

/**
 * One step down the mean squared error of one sample. `loss`, unless null, is what it was before.
 *
 * # Safety
 * Each pointer is null, or leads to as many floats as the length beside it says.
 */
enum NetStatus net_learn(float *net,
                         size_t net_length,
                         const float *input,
                         size_t inputs,
                         const float *target,
                         size_t targets,
                         float rate,
                         float *loss);

/**
 * Copies the weights out: layer by layer, first weights[neuron][input], then biases.
 *
 * # Safety
 * Each pointer is null, or leads to as many floats as the length beside it says.
 */
enum NetStatus net_save(const float *net, size_t net_length, float *weights, size_t room);

/**
 * Copies weights in, as `net_save` copied them out.
 *
 * # Safety
 * Each pointer is null, or leads to as many floats as the length beside it says.
 */
enum NetStatus net_load(float *net, size_t net_length, const float *weights, size_t given);

/**
 * A status in words.
 */
const char *net_status_name(uint32_t status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* NET_H */
