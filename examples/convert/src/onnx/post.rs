//! What comes behind a net and is none: the class of the largest probability, its label, both probabilities of two classes.

use crate::Activation;
use crate::onnx::chain::Chain;
use std::collections::HashSet;

/// What picks a class or makes a table of probabilities.
const PICKS: [&str; 9] = [
    "ArgMax",
    "TopK",
    "ZipMap",
    "ArrayFeatureExtractor",
    "Binarizer",
    "LabelEncoder",
    "Greater",
    "GreaterOrEqual",
    "Less",
];
/// What may stand between and behind them.
const HELPS: [&str; 12] = [
    "Cast",
    "Reshape",
    "Identity",
    "Squeeze",
    "Unsqueeze",
    "Flatten",
    "Gather",
    "Where",
    "Not",
    "Equal",
    "Sub",
    "Concat",
];

impl Chain<'_> {
    /// The nodes behind these, themselves included, if all of them only make classes and labels of the net's outputs.
    pub(super) fn only_picks(&self, users: &[usize]) -> Option<Vec<usize>> {
        let (mut seen, mut open) = (HashSet::new(), users.to_vec());
        let (mut found, mut picks) = (Vec::new(), false);
        // 1 - p beside p, as for two classes.
        let both = self.builder.width() == Some(1) && self.builder.last_activation() == Some(Activation::Sigmoid);
        while let Some(place) = open.pop() {
            if !seen.insert(place) {
                continue;
            }
            let node = self.graph.node.get(place)?;
            let operator = node.op_type.as_str();
            picks |= PICKS.contains(&operator) || (both && operator == "Concat");
            if !PICKS.contains(&operator) && !HELPS.contains(&operator) {
                return None;
            }
            found.push(place);
            for output in &node.output {
                open.extend(self.users_of(output));
            }
        }
        found.sort_unstable();
        picks.then_some(found)
    }
}
