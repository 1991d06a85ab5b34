import Testing

@testable import Clinical

struct TriageReadingTests {
    struct Sample: Sendable {
        var text: String
        var measure: TriageMeasure
        var value: Double

        init(_ text: String, _ measure: TriageMeasure, _ value: Double) {
            self.text = text
            self.measure = measure
            self.value = value
        }
    }

    private func read(_ text: String) throws -> [TriageReading] {
        let rules = TriageRules()
        let read = TriageText(text)
        let names = rules.lexicon.matches(in: read.tokens).compactMap { match -> (TriageMeasure, Range<Int>)? in
            let index = match.concept - TriageRules.firstMeasure
            guard TriageMeasure.allCases.indices.contains(index) else { return nil }
            return (TriageMeasure.allCases[index], match.tokens)
        }
        var reader = TriageReader(read, names: names)
        return reader.read()
    }

    @Test(
        "Numbers are read with their name and unit, in both languages",
        arguments: [
            Sample("BP 224/132", .systolic, 224), Sample("BP 224/132", .diastolic, 132),
            Sample("blood pressure was 190 over 110", .diastolic, 110), Sample("高压220低压130", .systolic, 220),
            Sample("高压220低压130", .diastolic, 130), Sample("血压２２４／１３２", .systolic, 224),
            Sample("血糖38", .glucose, 38), Sample("血糖仪上是 2.4", .glucose, 2.4),
            Sample("sugar 2.4 mmol/L", .glucose, 2.4), Sample("sugar is 43 mg/dL", .glucose, 43 / 18.02),
            Sample("glucose of 612", .glucose, 612 / 18.02), Sample("38 mmol/L glucose", .glucose, 38),
            Sample("体温39.5还打寒战", .temperature, 39.5), Sample("烧到39度5", .temperature, 39.5),
            Sample("temp 102.2F", .temperature, 39), Sample("a fever of 39", .temperature, 39),
            Sample("T 38.9℃", .temperature, 38.9), Sample("SpO2 85%", .oxygenSaturation, 85),
            Sample("血氧只有84%", .oxygenSaturation, 84), Sample("K 7.1", .potassium, 7.1),
            Sample("K+ 7.1", .potassium, 7.1), Sample("INR 11", .inr, 11), Sample("Hb 5.2 g/dL", .haemoglobin, 52),
            Sample("血红蛋白52", .haemoglobin, 52), Sample("platelets 8 x10^9/L", .platelets, 8),
            Sample("血小板0.8万", .platelets, 8), Sample("plt 8,000/µL", .platelets, 8),
            Sample("triglycerides 1,770 mg/dL", .triglycerides, 1770 / 88.57), Sample("甘油三酯28", .triglycerides, 28),
            Sample("pH 7.1", .ph, 7.1), Sample("心率140次/分", .heartRate, 140), Sample("呼吸三十次/分", .respiratoryRate, 30),
            Sample("6 week old baby", .age, 6.0 / 52), Sample("28岁", .age, 28), Sample("孕34周", .gestation, 34),
            Sample("pain 9/10", .painScore, 9), Sample("GCS 7", .coma, 7), Sample("血肌酐 4 mg/dL", .creatinine, 353.6),
            Sample("eGFR 25 mL/min/1.73m2", .egfr, 25), Sample("eGFR 25毫升/分/1.73平方米", .egfr, 25),
        ])
    func reads(sample: Sample) throws {
        let found = try read(sample.text).filter { $0.measure == sample.measure }
        #expect(found.contains { $0.values.contains { abs($0 - sample.value) < 0.01 } }, "\(found)")
    }

    @Test(
        "A number that is a time, a dose or another quantity is not taken",
        arguments: [
            Sample("sugar checked 2 hours ago", .glucose, 2), Sample("2 teaspoons of sugar", .glucose, 2),
            Sample("血压药吃了2片", .systolic, 2), Sample("platelets 250 x10^9/L", .platelets, 10),
            Sample("HbA1c 9.8%", .glucose, 9.8), Sample("餐后2小时血糖8.1", .glucose, 2),
            Sample("BP tablets 40 mg", .systolic, 40),
            Sample("on 24/12 we met", .systolic, 24), Sample("eGFR 25 mL/min/1.73 m²", .egfr, 1.73),
            Sample("eGFR 25 mL/min/1.73m2", .egfr, 1.73), Sample("eGFR 25毫升/分/1.73平方米", .egfr, 1.73),
        ])
    func refuses(sample: Sample) throws {
        let found = try read(sample.text).filter { $0.measure == sample.measure }
        #expect(!found.contains { $0.values.contains { abs($0 - sample.value) < 0.01 } }, "\(found)")
    }

    @Test("A bare English glucose between 36 and 60 may be either unit; in Chinese it is mmol/L")
    func openUnit() throws {
        #expect(try read("sugar 42").first?.values.count == 2)
        #expect(try read("血糖42").first?.values == [42])
    }

    @Test("A limit counts at the figure itself only where the rule says so")
    func limits() throws {
        let rules = try TriageFiles.rules(
            rules: TriageFiles.rule(
                all: #"{"numbers": [{"measure": "potassium", "comparator": ">=", "value": 6.5, "unit": "mmol/L"}]}"#))
        #expect(rules.assess("K 6.5", language: "en").level == .urgent)
        #expect(rules.assess("K 6.49", language: "en").level == .none)
    }
}
