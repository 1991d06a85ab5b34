extension TableGrid {
    /// Some segments of one axis in words: neighbouring bands as one, categories by name.
    ///
    /// - Parameter unit: UCUM, or `a` for years of age
    func words(_ axis: Int, _ mask: UInt64, unit: String) -> BilingualText {
        var bands: [TableBand] = []
        var english: [String] = []
        var chinese: [String] = []
        for (index, segment) in segments[axis].enumerated() where mask & (1 << UInt64(index)) != 0 {
            switch segment {
            case .band(let band):
                if let joined = bands.last?.joined(with: band) {
                    bands[bands.count - 1] = joined
                } else {
                    bands.append(band)
                }
            case .category(let category):
                english.append(category.label.english)
                chinese.append(category.label.chinese)
            case .absent:
                english.append("not given")
                chinese.append("未提供")
            }
        }
        let ranges = bands.map { shortened($0, axis).words(unit: unit) }
        return BilingualText(
            (ranges.map(\.english) + english).joined(separator: " or "),
            (ranges.map(\.chinese) + chinese).joined(separator: "或"))
    }

    /// Without the ends of the domain, which say nothing: "≥140" and not "140 to 300".
    private func shortened(_ band: TableBand, _ axis: Int) -> TableBand {
        let all = segments[axis].compactMap { segment -> TableBand? in
            if case .band(let band) = segment { band } else { nil }
        }
        guard let first = all.first, let last = all.last, band.lower?.value != band.upper?.value else { return band }
        var short = band
        if short.lower == first.lower { short.lower = nil }
        if short.upper == last.upper { short.upper = nil }
        return short
    }
}
