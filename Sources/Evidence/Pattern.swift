/// A regular expression that is compiled once.
///
/// A literal inside a function is compiled in each call, which takes far longer than to match a line with it. What is
/// matched doesn't change the expression, and it holds no code of ours: several threads may use it.
@safe public struct Pattern<Output>: @unchecked Sendable {
    public let regex: Regex<Output>

    public init(_ regex: Regex<Output>) { self.regex = regex }
}
