/// How likely it is that a text was decoded as it was written: the share of what isn't ASCII that is common in real
/// texts. A wrong decoding gives rare characters instead.
struct Plausibility {
    /// Common characters of all that aren't ASCII, from 0 to 1.
    private(set) var share = 0.0
    private var han = 0
    private var common = 0
    private var western = 0
    /// Signs of both: quotation marks, degrees, dashes.
    private var marks = 0
    private var strange = 0
    private var letters = 0
    private var longestRun = 0

    init(_ text: String) {
        var run = 0
        for scalar in text.unicodeScalars.prefix(400_000) {
            if scalar.isASCII {
                if scalar.properties.isAlphabetic { letters += 1 }
                run = 0
                continue
            }
            run += 1
            longestRun = max(longestRun, run)
            if Folding.isHan(scalar) {
                han += 1
                if Self.simplified.contains(scalar.value) || Self.traditional.contains(scalar.value) { common += 1 }
            } else if Self.isMark(scalar.value) {
                marks += 1
            } else if Self.westernLetters.contains(scalar.value) {
                western += 1
            } else {
                strange += 1
            }
        }
        if han > 0 {
            share = Double(common) / Double(han + strange)
        } else {
            share = Double(western + marks) / Double(max(1, western + marks + strange)) * 0.5
        }
    }

    func fits(_ encoding: TextDecoder.Encoding) -> Bool {
        switch encoding {
        case .gb18030, .big5: han >= 4 && share >= 0.3 && strange * 20 <= han && western * 10 <= han
        // A foreign letter now and then between plain ones.
        case .windows1252:
            han == 0 && strange == 0 && western + marks > 0 && (western + marks) * 3 <= letters && longestRun <= 2
        default: true
        }
    }

    /// Punctuation, full-width forms, units and Greek letters.
    private static func isMark(_ value: UInt32) -> Bool {
        (0x3000...0x303F).contains(value) || (0xFF00...0xFFEF).contains(value) || (0x2010...0x22FF).contains(value)
            || (0x2460...0x25FF).contains(value) || (0x391...0x3C9).contains(value) || (0xA7...0xB7).contains(value)
            || (0x3200...0x33FF).contains(value) || value == 0xD7 || value == 0xF7
    }

    private static let westernLetters = Set(
        "àâäáãåæçèéêëìíîïñòóôöõøùúûüýÿœßšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÝŒŠŽ¹¼½¾«»¡¿\u{A0}"
            .unicodeScalars.map(\.value))

    /// The most frequent characters of modern Chinese, and those of a medical text.
    private static let simplified = Set(
        """
        的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度\
        家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看\
        原又利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图\
        山统接知较将组见计别手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认\
        六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研\
        界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选\
        标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严病患治疗药症诊剂量血糖尿心脏肾肝肺压脂胰岛素胆固\
        醇抗炎癌瘤术检查推荐监测控制目标风险糖尿肥胖妊娠孕妇老年儿童口服注射皮肤呼吸感染出血凝循环神经营养饮食运动随访筛查急慢性并发损害衰竭增加减少降低升高初\
        始首选联合禁忌停避免注意预防评估标准指南建议
        """.unicodeScalars.map(\.value))

    /// Their Traditional forms.
    private static let traditional: Set<UInt32> = {
        let text = String(String.UnicodeScalarView(simplified.compactMap(Unicode.Scalar.init)))
        return Set((Folding.traditional(text) ?? "").unicodeScalars.map(\.value))
    }()
}
