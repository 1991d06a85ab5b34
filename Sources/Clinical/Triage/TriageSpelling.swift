/// Finds the word that a misspelt one was meant to be: one letter wrong, missing, extra or swapped with its neighbour.
///
/// Only words that people write in fear and get wrong are looked for, and only when the word as written means nothing to
/// the rules: "siezure" is read as "seizure", "threat" and "pressed" are left alone.
enum TriageSpelling {
    /// The word meant, or nil.
    static func correction(of word: String) -> String? {
        let letters = Array(word.utf8)
        guard letters.count >= 5, let first = letters.first, !ordinary.contains(word) else { return nil }
        return words[first]?.first { isOneEditApart(letters[...], Array($0.utf8)) }
    }

    private static let words: [UInt8: [String]] = Dictionary(
        grouping: """
            abdomen abdominal aching adrenaline agitated allergic allergy ambulance amoxicillin anaphylactic anaphylaxis
            antibiotic antibiotics anticoagulant apixaban aspirin asthma bleeding blisters blistering blurred blurry
            breath breathe breathing breathless breathlessness bruises bruising chemotherapy chest clammy collapse
            collapsed confused confusion conscious consciousness convulsion convulsions coughing cramping crushing
            diabetes diabetic diarrhea diarrhoea difficulty dizziness dizzy droopy drooping drowsy empagliflozin exhausted
            fainted fainting faintness fever feverish fitting glucose glycemia headache headaches hemorrhage
            haemorrhage hurting hypoglycemia hypoglycaemia infection insulin itching itchy ketones lethargic
            methotrexate migraine mouth muscle muscles nausea nauseous numbness nosebleed overdose overdosed palpitations
            paracetamol paralysed paralyzed penicillin platelets poisoned poisoning potassium pregnant pregnancy pressure
            rivaroxaban seizure seizures severe shivering shortness shoulder slurred slurring speech squeezing statin
            stomach stroke sudden suddenly suicidal suicide swallow swallowed swallowing sweating swelling swollen swelled
            symptoms tablets temperature throat tightness tingling tongue triglycerides ulcers unconscious unresponsive
            urine urinate urination vision vomit vomited vomiting warfarin weakness wheezing wheezy
            """.split(whereSeparator: \.isWhitespace).map(String.init),
        by: { $0.utf8.first ?? 0 })

    /// Ordinary words one letter away from one of those.
    private static let ordinary: Set<String> = [
        "month", "months", "static", "station", "satin", "stain", "stains", "stating", "tables", "table",
        "shallow", "sallow", "fewer", "spelling", "spelled", "strike", "strobe", "breadth", "breach",
        "breeding", "blending", "dropping", "crashing", "cushing", "acting", "arching", "hides", "hunting",
        "cheat", "chess", "crest", "chose", "shelled", "shelling", "smelling", "smelled", "selling", "threat",
        "sever", "drooling", "camping", "clamping", "injection", "inflection", "difficult", "swearing",
        "tinkling", "wheeling", "loosing", "inching", "cruises", "bruiser", "stoke", "seizer", "breathed",
        "tablet", "diabolic", "halting", "glycemic",
    ]

    /// At most one substitution, insertion, deletion or swap of neighbours.
    private static func isOneEditApart(_ left: ArraySlice<UInt8>, _ right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        var start = 0
        while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
        let a = left[start...]
        let b = right[start...]
        if a.isEmpty && b.isEmpty { return true }
        if a.count == b.count {
            if a.dropFirst().elementsEqual(b.dropFirst()) { return true }
            let isSwap = a.count >= 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
            return isSwap && a.dropFirst(2).elementsEqual(b.dropFirst(2))
        }
        return a.count > b.count ? a.dropFirst().elementsEqual(b) : a.elementsEqual(b.dropFirst())
    }
}
