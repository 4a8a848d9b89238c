#!/bin/bash
# The table of what a device pays in src/guide/costs.md, from the tables beside this file.
set -euo pipefail
cd "$(dirname "$0")"
value() { awk -F, -v key="$2," 'index($0, key) == 1 { print $NF }' "$1.csv"; }

echo '| Cortex-M4F | -O3 | -Os | mixed |'
echo '|---|--:|--:|--:|'
for net in 1-5-5-5-5-1 1-16-16-1 64-32-10; do
  for call in predict learn learn_on step adam-step; do
    row="| $net, \`$call\`, instructions"
    for profile in release small mixed; do row+=" | $(value counts "m4,$profile,$net,$call")"; done
    echo "$row |"
  done
done
for call in predict learn sgd-step adam-step; do
  echo "| 1-16-16-1, $call, stack | $(value stack "m4,release,1-16-16-1,$call") B | $(value stack "m4,small,1-16-16-1,$call") B | |"
done
for job in predict learn sgd adam; do
  row="| 1-16-16-1, $job firmware, flash (of it code) / RAM"
  for profile in release small; do
    row+=" | $(value size "m4,$profile,$job,flash") ($(value size "m4,$profile,$job,code")) / $(value size "m4,$profile,$job,ram") B"
  done
  echo "$row | |"
done
echo
echo '| 1-16-16-1, -O3, instructions | `predict` | `learn` | `step` | `adam-step` |'
echo '|---|--:|--:|--:|--:|'
row() {
  local row="| $1" call
  for call in predict learn step adam-step; do row+=" | $(value counts "$2,$call")"; done
  echo "$row |"
}
row 'Cortex-M33F' m33,release,1-16-16-1
row 'Cortex-M3, no FPU' m3,release,1-16-16-1
row 'Cortex-M0, no FPU' m0,release,1-16-16-1
row 'RISC-V rv32imafc' rv32imafc,release,1-16-16-1
row 'RISC-V rv32imac, no FPU' rv32imac,release,1-16-16-1
row 'ATmega328P, cycles, 1-8-8-1, -Os' avr,s,1-8-8-1
row '... by core’s own float routines' avr,s-own-floats,1-8-8-1
echo
echo '| -O3, instructions | Cortex-M4F | Cortex-M0 |'
echo '|---|--:|--:|'
tool() { echo "| $1 | $(value counts "m4,release,$2") | $(value counts "m0,release,$2") |"; }
tool '1-16-16-1, a step of `Momentum`' 1-16-16-1,momentum-step
tool '1-16-16-1, a step of `RmsProp`' 1-16-16-1,rms-prop-step
tool '1-16-16-1, a step of `AdamW`' 1-16-16-1,adam-w-step
tool '1-16-16-1, a step of `Adam` by the FPU’s own root (`WithRoot`)' 1-16-16-1,adam-step-by-root
tool '64-32-10, a step with `SoftmaxCrossEntropy`' 64-32-10,step-softmax-cross-entropy
tool '`SoftmaxCrossEntropy` of 10 outputs, over `Mse`' loss-of-10,softmax-cross-entropy-over-mse
tool '`BinaryCrossEntropy` of 10 outputs, over `Mse`' loss-of-10,binary-cross-entropy-over-mse
for features in 16 64; do
  tool "\`LeastSquares\` of $features features, \`learn\`" least-squares-$features,learn
  tool "... with the ridge kept up at every sample" least-squares-$features,learn-keeping-ridge
  tool "... \`solve\`" least-squares-$features,solve
done
tool '`Standardizer` of 3 channels, `push`' standardizer-3,push
tool '... `apply`' standardizer-3,apply
tool '`PageHinkley`, `push`' page-hinkley,push
tool '`Confusion` of 10 classes, `push`' confusion-10,push
tool '`Regression` of 1 output, `push`' regression-1,push
