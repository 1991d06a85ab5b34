import Testing

@testable import Clinical
@testable import Evidence

@Suite("The factors of the library's figures")
struct FigureFactorTests {
    @Test("They are the chart's", arguments: FigureWords.families.map(\.name))
    func same(name: String) throws {
        let family = try #require(FigureWords.families.first { $0.name == name })
        let analyte = try #require(Analyte.all.first { $0.family == name })
        #expect(analyte.conventionalUnit == family.conventional && analyte.siUnit == family.si)
        let value = try #require(analyte.convert(10, from: family.conventional, to: family.si))
        #expect(abs(value - (10 * family.factor + family.offset)) < 1e-9)
    }
}
