enum Allergies {
    private static let clinical: Set<String> = ["active", "inactive", "resolved"]
    private static let verification: Set<String> = [
        "unconfirmed", "presumed", "confirmed", "refuted", "entered-in-error",
    ]

    static func read(_ resource: FHIRResource, log: inout ReadingLog) -> Allergy? {
        let content = resource.content
        let verified = content["verificationStatus"]?.status(among: verification)
        if let verified, verified == "refuted" || verified == "entered-in-error" {
            log.skip("AllergyIntolerance", id: resource.id, verified)
            return nil
        }
        let concept = content["code"] ?? content["substance"]
        let statement = concept.flatMap(AllergyStatement.init)
        var allergy = Allergy(text: name(of: content, concept, log: &log), status: "unknown")
        allergy.code = concept?.conceptCode
        allergy.criticality = PlainText.clean(content["criticality"].string, limit: 40)
        allergy.reaction = reactions(in: content)
        allergy.severity = ["severe", "moderate", "mild"].first { severity in
            content["reaction"].elements.contains { $0["severity"].string == severity }
        }
        allergy.verification = verified == "confirmed" ? nil : verified
        allergy.statement = statement?.status
        // A clinical status belongs to an allergy; a statement that there is none has no course of its own.
        let status = content["clinicalStatus"]?.status(among: clinical) ?? "unknown"
        allergy.status = statement == nil ? status : "active"
        if statement == .partial {
            log.warn("\"\(allergy.text)\" doesn't speak of drugs; drug allergies count as not recorded.")
        }
        return allergy
    }

    /// The allergen; an allergy whose allergen can't be read is kept all the same, since leaving it out is worse.
    private static func name(of content: JSONValue, _ concept: JSONValue?, log: inout ReadingLog) -> String {
        if let text = concept?.conceptText { return text }
        for reaction in content["reaction"].elements {
            if let text = reaction["substance"]?.conceptText { return text }
        }
        log.warn("An allergy names no substance: look at the source.")
        return "unspecified substance"
    }

    private static func reactions(in content: JSONValue) -> String? {
        let texts = content["reaction"].elements.compactMap { reaction -> String? in
            let signs = reaction["manifestation"].elements.compactMap { $0.conceptText ?? $0["concept"]?.conceptText }
            return signs.isEmpty ? PlainText.clean(reaction["description"].string) : signs.joined(separator: ", ")
        }
        return texts.isEmpty ? nil : texts.prefix(10).joined(separator: "; ")
    }
}

/// An entry in place of an allergy: that none is known, that nothing is known, or that none of one kind is.
enum AllergyStatement {
    case noneKnown
    case noInformation
    /// No food or environmental allergy: says nothing on drugs.
    case partial

    var status: AllergyStatus { self == .noneKnown ? .noneKnown : .notRecorded }

    /// Nil where the concept is an allergen. Codes: International Patient Summary "absent or unknown data" and SNOMED CT.
    init?(_ concept: JSONValue) {
        for coding in concept["coding"].elements {
            if let statement = coding["code"].string.flatMap({ Self.codes[$0] }) {
                self = statement
                return
            }
        }
        guard let text = concept.conceptText else { return nil }
        self.init(text)
    }

    /// The same in words ("NKDA", 否认药物过敏史).
    init?(_ text: String) {
        guard text.count <= 60, let statement = Self.texts[text.lowercased().filter { $0.isLetter || $0.isNumber }]
        else { return nil }
        self = statement
    }

    private static let codes: [String: AllergyStatement] = [
        "no-known-allergies": .noneKnown, "no-known-medication-allergies": .noneKnown,
        "no-known-food-allergies": .partial, "no-known-environmental-allergies": .partial,
        "no-allergy-info": .noInformation, "716186003": .noneKnown, "409137002": .noneKnown, "429625007": .partial,
        "428607008": .partial,
    ]

    /// Letters only, lower case.
    private static let texts: [String: AllergyStatement] = [
        "noknownallergies": .noneKnown, "noknownallergy": .noneKnown, "noknowndrugallergies": .noneKnown,
        "noknowndrugallergy": .noneKnown, "noknownmedicationallergies": .noneKnown, "nka": .noneKnown,
        "nkda": .noneKnown, "noallergies": .noneKnown, "noneknown": .noneKnown,
        "无已知过敏": .noneKnown, "无过敏史": .noneKnown, "无药物过敏史": .noneKnown, "无已知药物过敏": .noneKnown,
        "否认过敏史": .noneKnown, "否认药物过敏史": .noneKnown, "否认药物过敏": .noneKnown, "否认药物及食物过敏史": .noneKnown,
        "否认食物药物过敏史": .noneKnown, "否認過敏史": .noneKnown, "否認藥物過敏史": .noneKnown, "無已知過敏": .noneKnown,
        "無藥物過敏史": .noneKnown, "無過敏史": .noneKnown, "noinformationaboutallergies": .noInformation,
        "allergiesunknown": .noInformation, "过敏史不详": .noInformation, "过敏史未知": .noInformation,
        "無過敏資料": .noInformation, "无过敏信息": .noInformation, "過敏史不詳": .noInformation, "noknownfoodallergies": .partial,
        "否认食物过敏史": .partial, "无食物过敏史": .partial,
    ]
}

/// The whole of the allergy entries: an allergy outweighs a statement that there is none.
enum AllergySummary {
    static func completed(_ patient: Patient, log: inout ReadingLog) -> Patient {
        var patient = patient
        let who = patient.name.isEmpty ? "The patient" : patient.name
        let saysNone = patient.allergies.contains { $0.statement == .noneKnown }
        let saysUnknown = patient.allergies.contains { $0.statement == .notRecorded }
        if !patient.activeAllergies.isEmpty {
            patient.allergyStatus = .known
            if saysNone { log.warn("\(who): the file lists allergies and also says that none are known.") }
        } else if saysNone {
            patient.allergyStatus = .noneKnown
            if saysUnknown {
                log.warn("\(who): the file says both that no allergies are known and that nothing is known.")
            }
        } else {
            patient.allergyStatus = .notRecorded
        }
        return patient
    }
}
