"""What Keras and PyTorch call the same things; where one of them has no such thing, no name."""

from __future__ import annotations


def _names(**both: tuple[str, str]) -> dict[str, dict[str, str]]:
    libraries = ("keras", "pytorch")
    return {
        kind: {library: name for library, name in zip(libraries, names) if name}
        for kind, names in both.items()
    }


NAMES: dict[str, dict[str, dict[str, str]]] = {
    "activations": _names(
        linear=("activations.linear", "nn.Identity"),
        sigmoid=("activations.sigmoid", "nn.Sigmoid"),
        tanh=("activations.tanh", "nn.Tanh"),
        relu=("activations.relu", "nn.ReLU"),
        leaky_relu=("layers.LeakyReLU", "nn.LeakyReLU"),
        elu=("activations.elu", "nn.ELU"),
        selu=("activations.selu", "nn.SELU"),
        gelu=("activations.gelu(approximate=True)", 'nn.GELU(approximate="tanh")'),
        silu=("activations.silu", "nn.SiLU"),
        mish=("activations.mish", "nn.Mish"),
        softplus=("activations.softplus", "nn.Softplus"),
        softsign=("activations.softsign", "nn.Softsign"),
        hard_tanh=("activations.hard_tanh", "nn.Hardtanh"),
        hard_sigmoid=("activations.hard_sigmoid", "nn.Hardsigmoid"),
        sin=("ops.sin", "torch.sin"),
    ),
    "losses": _names(
        binary_crossentropy=(
            "losses.BinaryCrossentropy(from_logits=True)",
            "nn.BCEWithLogitsLoss",
        ),
        categorical_crossentropy=(
            "losses.CategoricalCrossentropy(from_logits=True)",
            "nn.CrossEntropyLoss",
        ),
        hinge=("losses.Hinge", ""),
        mean_squared_error=("losses.MeanSquaredError", "nn.MSELoss"),
        mean_absolute_error=("losses.MeanAbsoluteError", "nn.L1Loss"),
        huber=("losses.Huber", "nn.HuberLoss"),
    ),
    "optimizers": _names(
        sgd=("optimizers.SGD", "optim.SGD"),
        adagrad=("optimizers.Adagrad", "optim.Adagrad"),
        rmsprop=("optimizers.RMSprop", "optim.RMSprop"),
        adam=("optimizers.Adam", "optim.Adam"),
        adamw=("optimizers.AdamW", "optim.AdamW"),
        nadam=("optimizers.Nadam", "optim.NAdam"),
    ),
    "initializers": _names(
        glorot_uniform=("initializers.GlorotUniform", "nn.init.xavier_uniform_"),
        glorot_normal=("initializers.GlorotNormal", "nn.init.xavier_normal_"),
        he_uniform=("initializers.HeUniform", "nn.init.kaiming_uniform_"),
        he_normal=("initializers.HeNormal", "nn.init.kaiming_normal_"),
        lecun_uniform=("initializers.LecunUniform", ""),
        lecun_normal=("initializers.LecunNormal", ""),
        orthogonal=("initializers.Orthogonal", "nn.init.orthogonal_"),
        random_uniform=("initializers.RandomUniform", "nn.init.uniform_"),
        random_normal=("initializers.RandomNormal", "nn.init.normal_"),
        zeros=("initializers.Zeros", "nn.init.zeros_"),
    ),
    "regularizers": _names(
        l1=("regularizers.L1", ""),
        l2=("regularizers.L2", "weight_decay (twice the rate)"),
        l1_l2=("regularizers.L1L2", ""),
    ),
    "schedules": _names(
        step=(
            "optimizers.schedules.ExponentialDecay(staircase=True)",
            "optim.lr_scheduler.StepLR",
        ),
        exponential=("optimizers.schedules.ExponentialDecay", "optim.lr_scheduler.ExponentialLR"),
        cosine=("optimizers.schedules.CosineDecay", "optim.lr_scheduler.CosineAnnealingLR"),
        warmup=("", "optim.lr_scheduler.LinearLR"),
    ),
}
