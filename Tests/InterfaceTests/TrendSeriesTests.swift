import Clinical
import Consultation
import Foundation
import Screen
import Testing

@testable import Interface

@Suite struct TrendSeriesTests {
    private func observation(
        _ value: Double, _ unit: String, _ day: String?, loinc: String? = "2160-0", comparator: String? = nil,
        doubts: [ObservationDoubt] = []
    ) -> Observation {
        Observation(
            loinc: loinc, name: "Creatinine", value: Quantity(value: value, unit: unit, comparator: comparator),
            time: day.flatMap { PartialDate($0) }, doubts: doubts)
    }

    private func made(_ observations: [Observation]) -> TrendSeries? {
        TrendSeries(id: "creatinine", observations: observations, band: nil)
    }

    private func screen(
        _ observations: [Observation], symbols: ChartSymbols = .unicode, columns: Int = 80, rows: Int = 24,
        language: Language = .english
    ) -> String {
        var state = Samples.state(language, columns: columns, rows: rows)
        state.symbols = symbols
        var patient = Samples.patient
        patient.observations = observations
        _ = state.adopt(
            LoadedPatient(patient, of: Samples.reading([patient]), file: "a.json", today: Samples.today),
            in: Samples.first)
        var play = Play(state)
        play.ask("/trend creatinine")
        return play.screen
    }

    @Test("Units of one analyte are brought to the newest result's, under whatever code")
    func converts() throws {
        let series = try #require(
            made([
                observation(1.0, "mg/dL", "2024-01-01"), observation(97.24, "umol/L", "2025-01-01", loinc: "14682-9"),
            ]))
        #expect(series.unit == "umol/L")
        #expect(series.points.map { ($0.value * 10).rounded() / 10 } == [88.4, 97.2])
        #expect(series.points[0].stated.unit == "mg/dL")
        #expect(
            TrendSeries.key(of: observation(1, "mg/dL", nil))
                == TrendSeries.key(of: observation(1, "umol/L", nil, loinc: "14682-9")))
    }

    @Test("Values of unlike units are left out and counted, never mixed in")
    func leavesOut() throws {
        let mixed = [
            observation(90, "umol/L", "2024-01-01"), observation(92, "umol/L", "2025-01-01"),
            observation(3, "mmHg", "2024-06-01", doubts: [.foreignUnit("mmHg")]),
            observation(91, "", "2024-07-01", doubts: [.noUnit]), observation(93, "umol/L", nil),
        ]
        let series = try #require(made(mixed))
        #expect(series.points.count == 2)
        #expect(series.otherUnits.count == 2)
        #expect(series.undated.count == 1)
        let shown = screen(mixed, columns: 200)
        #expect(shown.contains("⚠ 2 left out, in another unit (no unit, mmHg)"))
        #expect(shown.contains("⚠ 1 left out, without a date"))
        #expect(screen(mixed, columns: 200, language: .simplifiedChinese).contains("⚠ 2 个单位不同未绘制"))
    }

    @Test("Bounded, preliminary and doubtful values have signs of their own and aren't joined")
    func marksUncertain() throws {
        let observations = [
            observation(90, "umol/L", "2024-01-01"),
            observation(60, "umol/L", "2024-05-01", comparator: "<"),
            observation(95, "umol/L", "2024-09-01", doubts: [.preliminary]),
            observation(900, "umol/L", "2025-01-01", doubts: [.implausible(figure: "900", suspected: nil)]),
            observation(100, "umol/L", "2025-06-01"),
        ]
        let series = try #require(made(observations))
        #expect(series.plain.map(\.value) == [90, 100])
        let shown = screen(observations)
        for sign in ["○ preliminary", "? doubtful", "< > a limit, not a value"] { #expect(shown.contains(sign)) }
        let chart = shown.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }.joined()
        #expect(chart.contains("<") && chart.contains("○") && chart.contains("?"))
        // The doubtful 900 doesn't stretch the axis.
        #expect(!shown.contains("900┤") && !shown.contains("1000┤"))
    }

    @Test(
        "One value, none, five hundred, equal ones, huge ranges and none with a date can all be drawn, at every size",
        arguments: [
            Size(columns: 80, rows: 24), Size(columns: 120, rows: 36), Size(columns: 200, rows: 60),
            Size(columns: 30, rows: 8),
        ])
    func drawsEverything(size: Size) {
        let days: [String] = (0..<500).map { index -> String in
            let (year, month, day) = (5 + index / 25, index % 12 + 1, index % 28 + 1)
            return String(format: "20%02d-%02d-%02d", year, month, day)
        }
        let sizes: [Double] = [1e-9, 1e12, 5, 1e300, -1e300]
        let huge = zip(sizes, days).map { observation($0.0, "umol/L", $0.1) }
        let many = days.enumerated().map { index, day -> Observation in
            let value = 80 + Double(index % 37)
            return observation(value, "umol/L", day)
        }
        let charts: [[Observation]] = [
            [observation(90, "umol/L", "2024-01-01")],
            many,
            days.prefix(20).map { observation(90, "umol/L", $0) },
            huge,
            [observation(0, "umol/L", "2024"), observation(0, "umol/L", "2024-02")],
            [observation(90, "umol/L", nil), observation(95, "umol/L", nil)],
            [
                observation(.infinity, "umol/L", "2024-01-01"), observation(1, "umol/L", "0001-01-01"),
                observation(2, "umol/L", "9999-12-31"),
            ],
        ]
        for observations in charts {
            for symbols in [ChartSymbols.unicode, .ascii] {
                let shown = screen(observations, symbols: symbols, columns: size.columns, rows: size.rows)
                #expect(shown.split(separator: "\n", omittingEmptySubsequences: false).count == size.rows)
            }
        }
        let undated = screen(charts[5], columns: size.columns, rows: size.rows)
        if size.rows > 20 { #expect(undated.contains("None of these values has a date")) }
        if size.rows > 20 {
            #expect(screen([], columns: size.columns, rows: size.rows).contains("no values that are numbers"))
        }
    }

    @Test("Where the locale isn't UTF-8 the chart itself is drawn in ASCII")
    func fallsBack() {
        let shown = screen(Samples.observations(false), symbols: .ascii)
        let plot = shown.split(separator: "\n").filter { $0.contains("+--") || $0.contains("  |") }
        #expect(!plot.isEmpty)
        #expect(!shown.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
        #expect(!shown.contains("┤"))
    }

    @Test(
        "Axis steps are round and hold every value",
        arguments: [(7.8, 9.4), (0, 0), (120, 121), (0.001, 0.002), (-5, 5), (0, 1e9)])
    func ticks(low: Double, high: Double) {
        let scale = ValueScale(low...high, most: 6)
        #expect(scale.range.lowerBound <= low && scale.range.upperBound >= high)
        #expect((2...14).contains(scale.ticks.count))
        #expect(Set(scale.ticks.map(scale.label)).count == scale.ticks.count)
        for tick in scale.ticks { #expect(scale.range.contains(tick)) }
    }

    @Test("Dates on the axis lie as far apart as they do in time and never run into each other")
    func dates() {
        let start = CivilDay(year: 2023, month: 11, day: 20).seconds
        for (years, label) in [(0.05, "2023-11-"), (3.0, "2024-"), (60, "2030"), (2000, "2500")] {
            let scale = TimeScale(range: start...(start + years * TimeScale.year))
            let ticks = scale.ticks(columns: 70)
            #expect((2...9).contains(ticks.count))
            #expect(ticks.contains { $0.label.hasPrefix(label) })
            #expect(ticks.map(\.seconds) == ticks.map(\.seconds).sorted())
        }
    }

    @Test("A value without a flag that lies outside the band is marked in the chart")
    func marksByTheBand() throws {
        let band = ReferenceBand(low: 41, high: 81, unit: "umol/L")
        let observations = [observation(70, "umol/L", "2024-01-01"), observation(90, "umol/L", "2025-01-01")]
        let series = try #require(TrendSeries(id: "creatinine", observations: observations, band: band))
        #expect(series.points.map(\.isAbnormal) == [false, true])
    }

    @Test("The band is converted to the series' unit, or not drawn at all")
    func bands() throws {
        let band = ReferenceBand(low: 0.5, high: 1.0, unit: "mg/dL")
        let converted = try #require(band.converted(to: "umol/L", loinc: "2160-0"))
        #expect(abs((converted.high ?? 0) - 88.4) < 0.01)
        #expect(band.converted(to: "mm[Hg]", loinc: "2160-0") == nil)
        #expect(ReferenceBand(low: nil, high: 5, unit: "%").side(of: 6) == .above)
        #expect(ReferenceBand(low: 90, high: nil, unit: "%").text == "≥90")
    }
}
