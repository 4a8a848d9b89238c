//! The traces as plain values. A file that does not read is a panic that names the line: these are tests.

/// The files of traces: group, text.
pub(crate) const GROUPS: [(&str, &str); 4] = [
    ("optimizers", include_str!("optimizers.txt")),
    ("losses", include_str!("losses.txt")),
    ("activations", include_str!("activations.txt")),
    ("schedules", include_str!("schedules.txt")),
];

/// A network's training, 100 steps on the same batch.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) name: &'static str,
    /// Inputs, hidden units, outputs.
    pub(crate) sizes: Vec<usize>,
    /// One for each layer: linear, relu, `leaky_relu`, tanh or sigmoid.
    pub(crate) activations: Vec<&'static str>,
    pub(crate) loss: Part,
    pub(crate) optimizer: Part,
    pub(crate) clip: Option<Part>,
    pub(crate) schedule: Part,
    /// Whether PyTorch took the settings as f64, not their nearest f32.
    pub(crate) f64_settings: bool,
    /// Input and target; a class is a target of one number.
    pub(crate) samples: Vec<(Vec<f32>, Vec<f32>)>,
    /// The rate of every step, where a schedule changes it.
    pub(crate) rates: Vec<f64>,
    /// The initial weights; each is an f32.
    pub(crate) start: Vec<Tensor>,
    pub(crate) after: Vec<After>,
}

/// A part of the training and its settings, by PyTorch's names: `sgd lr=0.02 momentum=0.9`.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    settings: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
pub(crate) struct Tensor {
    pub(crate) name: &'static str,
    /// Row by row.
    pub(crate) values: Vec<f64>,
}

/// What was after a step.
#[derive(Debug)]
pub(crate) struct After {
    /// Counted from 1.
    pub(crate) step: usize,
    /// The loss from which this step took its gradient: of the weights before it.
    pub(crate) loss: f64,
    /// The loss of the weights after it.
    pub(crate) next_loss: f64,
    /// The learning rate of this step.
    pub(crate) rate: f64,
    pub(crate) tensors: Vec<Tensor>,
}

impl Part {
    fn read(text: &'static str) -> Self {
        let mut words = text.split(' ');
        let name = words.next().unwrap_or_default();
        let settings = words.map(|word| word.split_once('=').unwrap_or_else(|| panic!("no setting: {word:?}")));
        Self { name, settings: settings.collect() }
    }

    pub(crate) fn word(&self, key: &str) -> Option<&'static str> {
        self.settings.iter().find(|setting| setting.0 == key).map(|setting| setting.1)
    }

    /// All numbers of a setting: `betas=0.9,0.999`. None where it is not given, and so PyTorch's default.
    pub(crate) fn numbers(&self, key: &str) -> Option<Vec<f32>> {
        self.word(key).map(|numbers| numbers.split(',').map(number).collect())
    }

    pub(crate) fn number(&self, key: &str) -> Option<f32> {
        self.word(key).map(number)
    }
}

fn number<T: std::str::FromStr>(word: &str) -> T {
    word.parse().unwrap_or_else(|_| panic!("no number: {word:?}"))
}

fn numbers<T: std::str::FromStr>(text: &str) -> Vec<T> {
    text.split(' ').map(number).collect()
}

/// Every trace of a file.
pub(crate) fn read(text: &'static str) -> Vec<Trace> {
    let mut traces = Vec::new();
    let mut trace = Trace::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        match key {
            "trace" => trace.name = rest,
            "net" => trace.sizes = numbers(rest),
            "activations" => trace.activations = rest.split(' ').collect(),
            "loss" => trace.loss = Part::read(rest),
            "optimizer" => trace.optimizer = Part::read(rest),
            "clip" => trace.clip = (rest != "none").then(|| Part::read(rest)),
            "schedule" => trace.schedule = Part::read(rest),
            "settings" => trace.f64_settings = rest == "f64",
            "sample" => {
                let (x, target) = rest.split_once(" -> ").unwrap_or_else(|| panic!("no target: {line:?}"));
                trace.samples.push((numbers(x), numbers(target)));
            }
            "rates" => trace.rates = numbers(rest),
            "seed" | "start" => {}
            "after" => {
                let (step, rest) = rest.split_once(' ').unwrap_or_else(|| panic!("no loss: {line:?}"));
                let [loss, next_loss, rate] = numbers(rest)[..] else { panic!("not three numbers: {line:?}") };
                trace.after.push(After { step: number(step), loss, next_loss, rate, tensors: Vec::new() });
            }
            "end" => traces.push(std::mem::take(&mut trace)),
            name if matches!(name.split_once('.'), Some((_, "weight" | "bias"))) => {
                let tensors = trace.after.last_mut().map_or(&mut trace.start, |after| &mut after.tensors);
                tensors.push(Tensor { name, values: numbers(rest) });
            }
            _ => panic!("a line that no trace has: {line:?}"),
        }
    }
    traces
}
