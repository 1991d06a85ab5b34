/// The tokens whose keys and values one sequence of the engine's cache holds, in order.
struct TokenCache: Sendable, Equatable {
    private(set) var tokens: [Int32] = []
    /// Under which adapter they were computed.
    private(set) var use = AdapterUse.base
    /// Leading tokens that were computed in the very chunks a fresh session would use; a multiple of the
    /// chunk size.
    private(set) var exactCount = 0
    let chunkSize: Int

    init(chunkSize: Int) { self.chunkSize = chunkSize }

    var count: Int { tokens.count }

    /// How many tokens of `prompt` needn't be computed. At least one always is: the cache holds no logits.
    func reusable(for prompt: [Int32], _ reuse: CacheReuse, under use: AdapterUse = .base) -> Int {
        let common = min(tokens.commonPrefix(prompt), self.use.agreement(with: use))
        let longest = max(0, min(common, prompt.count - 1))
        switch reuse {
        case .none: return 0
        case .longest: return longest
        case .exact: return min(longest, exactCount) / chunkSize * chunkSize
        }
    }

    /// The end of the chunk that starts at `position`. Chunks end at multiples of their size wherever they
    /// start, so that the next prompt finds whole ones.
    func chunkEnd(from position: Int, total: Int) -> Int {
        min((position / chunkSize + 1) * chunkSize, total)
    }

    /// Notes tokens that were computed together; `isAlone`: with no other session's tokens in the cache.
    mutating func append(_ chunk: some Collection<Int32>, isAlone: Bool = true) {
        if isAlone, exactCount == tokens.count, chunk.count == chunkSize { exactCount += chunkSize }
        tokens.append(contentsOf: chunk)
    }

    /// What follows is computed under another adapter; what is there has to agree with it.
    mutating func turn(to use: AdapterUse) { self.use = use }

    mutating func truncate(to count: Int) {
        guard count < tokens.count else { return }
        tokens.removeLast(tokens.count - max(0, count))
        exactCount = min(exactCount, tokens.count / chunkSize * chunkSize)
    }
}

extension [Int32] {
    /// How many tokens both begin with.
    func commonPrefix(_ other: [Int32]) -> Int { zip(self, other).prefix { $0 == $1 }.count }
}
