/// Numbers as text.
enum NumberText {
    /// All digits, without a needless fraction: 8, 7.1, 0.0375.
    static func exact(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }

    /// As a chart shows it: at most two decimals below 10, one below 1000, none above; fewer where the value has fewer.
    static func shown(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        let size = abs(value)
        let decimals = size < 0.1 ? 4 : size < 10 ? 2 : size < 1000 ? 1 : 0
        let scale = [1, 10, 100, 1000, 10_000][decimals]
        return exact((value * Double(scale)).rounded() / Double(scale))
    }
}
