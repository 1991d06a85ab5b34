import Clinical
import Foundation

/// `fuzz read FILE…`: reads charts as the program does and tells how long that took.
func read(_ names: [String]) throws {
    for name in names {
        let clock = ContinuousClock()
        var reading: PatientReading?
        let time = try clock.measure {
            let data = try Data(contentsOf: URL(fileURLWithPath: name), options: .mappedIfSafe)
            reading = try PatientReader.read(data, name: name)
        }
        let patients = reading?.patients ?? []
        let entries = patients.reduce(0) {
            $0 + $1.observations.count + $1.problems.count + $1.medications.count + $1.allergies.count
        }
        print("\(name): \(time), \(patients.count) patients, \(entries) entries")
    }
}

try read(Array(CommandLine.arguments.dropFirst(2)))
