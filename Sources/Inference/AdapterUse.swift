/// Under which adapter the tokens of a sequence are computed: the base model's up to `start`, from there on the adapter's.
///
/// A plain LoRA changes every token's keys and values; an activated one (aLoRA, Greenewald et al. 2025) only those from its
/// invocation on, so that what stands before is shared with other specialties.
struct AdapterUse: Sendable, Equatable {
    /// 0: no adapter.
    let number: Int32
    /// The first token that is computed with it.
    let start: Int

    static let base = AdapterUse(number: 0, start: .max)

    init(number: Int32, start: Int) {
        self.number = number
        self.start = number == 0 ? .max : max(0, start)
    }

    /// How many leading tokens have the same keys and values under both, where they are the same tokens.
    func agreement(with other: AdapterUse) -> Int { self == other ? .max : min(start, other.start) }

    func number(at position: Int) -> Int32 { position < start ? 0 : number }

    /// The same for so many leading tokens alone.
    func prefix(_ count: Int) -> AdapterUse { start < count ? self : .base }

    /// Where a chunk from `position` to `end` must end, so that all of it is computed alike.
    func chunkEnd(from position: Int, to end: Int) -> Int { position < start ? min(end, start) : end }
}
