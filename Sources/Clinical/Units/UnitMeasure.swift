/// A UCUM unit taken apart as far as charts need it: its dimension and its size in that dimension.
struct UnitMeasure: Hashable {
    var dimension: String
    var scale: Double

    /// The factor between two units of one dimension; nil where they measure different things.
    static func scale(from: String, to: String) -> Double? {
        if from == to { return 1 }
        guard let first = UnitMeasure(from), let second = UnitMeasure(to), first.dimension == second.dimension else {
            return nil
        }
        return first.scale / second.scale
    }

    init?(_ unit: String) {
        let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let top = Self.atom(String(first)) else { return nil }
        guard parts.count == 2 else {
            self = top
            return
        }
        guard let bottom = Self.atom(String(parts[1])), bottom.dimension != "number" else { return nil }
        dimension = top.dimension + "/" + bottom.dimension
        scale = top.scale / bottom.scale
    }

    private init(_ dimension: String, _ scale: Double) {
        self.dimension = dimension
        self.scale = scale
    }

    private static let prefixes: [(text: String, scale: Double)] = [
        ("", 1), ("k", 1e3), ("d", 1e-1), ("c", 1e-2), ("m", 1e-3), ("u", 1e-6), ("n", 1e-9), ("p", 1e-12),
        ("f", 1e-15),
    ]
    private static let bases: [(text: String, dimension: String)] = [
        ("g", "mass"), ("mol", "amount"), ("eq", "charge"), ("L", "volume"), ("m", "length"), ("U", "activity"),
        ("[IU]", "potency"),
    ]
    /// Sizes as UCUM defines them (pound 0.45359237 kg, inch 2.54 cm, mm[Hg] 133.322 Pa).
    private static let atoms: [String: UnitMeasure] = {
        var table: [String: UnitMeasure] = [
            "": UnitMeasure("number", 1), "[lb_av]": UnitMeasure("mass", 453.59237),
            "[oz_av]": UnitMeasure("mass", 28.349523125), "[in_i]": UnitMeasure("length", 0.0254),
            "[ft_i]": UnitMeasure("length", 0.3048), "mm[Hg]": UnitMeasure("pressure", 133.322),
            "kPa": UnitMeasure("pressure", 1000), "min": UnitMeasure("time", 60), "s": UnitMeasure("time", 1),
            "h": UnitMeasure("time", 3600), "ms": UnitMeasure("time", 1e-3), "d": UnitMeasure("time", 86400),
        ]
        for base in bases {
            for prefix in prefixes {
                table[prefix.text + base.text] = UnitMeasure(base.dimension, prefix.scale)
            }
        }
        for (power, size) in [(3, 1e3), (6, 1e6), (9, 1e9), (12, 1e12)] {
            table["10*\(power)"] = UnitMeasure("number", size)
        }
        return table
    }()

    private static func atom(_ text: String) -> UnitMeasure? { atoms[text] }
}
