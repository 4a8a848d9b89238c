/* What a peer has to do. The net is INPUTS, HIDDEN ReLUs once or more, OUTPUTS: of LAYERS dense layers in all. */
#define RATE 0.01f

#ifdef __cplusplus
extern "C" {
#endif

/* Starts from these: of each layer in turn the weights, weights[output][input], then the biases. */
void peer_start(const float *parameters);

/* One step of plain SGD at RATE on the mean squared error of one sample. */
void peer_train(const float *input, float *target);

void peer_infer(const float *input, float *output);

#ifdef __cplusplus
}
#endif
