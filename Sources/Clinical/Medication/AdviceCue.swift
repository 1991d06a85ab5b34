/// The turns of phrase by which a sentence says what to do with a drug. They belong to the two languages, not to any
/// drug, so they are not in the data files.
enum AdviceCue: Int, CaseIterable, Sendable {
    /// Begin, give, raise, prefer.
    case start
    /// Go on, also with less of it.
    case keep
    /// End, avoid, warn off.
    case stop
    /// "Switch to": for what follows a beginning, for what stands before it an end.
    case change
    /// "Preferred to": for what stands before it, against what follows.
    case comparison
    /// "Increase": a beginning only where the drug follows at once; else it tells what a drug does.
    case raise
    /// Speaks ill of the drug before it ("… raises the bleeding risk") and says nothing of one that follows.
    case warning
    /// Turns what follows into its opposite.
    case negation
    /// What follows is supposed or asked, not advised.
    case supposition
    /// A new thought begins.
    case turn
    /// Looks like one of the others and is none.
    case neutral

    var phrases: [String] {
        switch self {
        case .start: Self.startEnglish + Self.startChinese
        case .keep:
            [
                "continue", "continued", "keep (on|giving|taking|)", "maintain", "maintained", "carry on", "stay on",
                "remain on", "go on with", "reduce", "halve", "lower", "reduced", "halved", "tolerated", "no change",
                "继续", "维持", "保持", "坚持", "减量", "减半", "减少", "照旧", "原量", "不变",
            ]
        case .stop:
            [
                "avoid", "avoided", "avoiding", "avoidance", "stop", "stopped", "stopping", "discontinu*", "withhold",
                "withheld", "hold", "held", "cease", "ceased", "contraindicat*", "unsuitable", "inappropriate",
                "unsafe",
                "dangerous", "harmful", "refrain", "forbidden", "prohibited", "omit", "omitted", "suspend*", "taper",
                "wean", "deprescrib*", "precluded", "excluded", "ruled out", "allergy to", "allergic to",
                "allergies to",
                "intoleran*", "alternative* to", "replac*", "substitut*",
                "(switch*|chang*|convert*) from", "(switch|change) (off|away)", "cannot", "cant", "never", "against",
                "away from", "off", "free of", "caution*", "ban", "banned", "no place for",
                "避免", "避开", "禁用", "禁忌", "禁止", "忌用", "忌", "停用", "停药", "停服", "停止", "停", "暂停", "撤", "不宜", "不应",
                "不能", "不可", "不要", "不得", "不该", "不建议", "不推荐", "不主张", "不考虑", "不适合", "不适用", "不适宜", "不安全", "不再", "不用",
                "勿", "切勿", "慎用", "谨慎", "换掉", "过敏", "不耐受", "排除", "反对", "减停",
                "不可以", "不首选", "不作为",
            ]
        case .change:
            [
                "(switch|change|convert|transition|step) (to|over to)", "(switched|changed|converted) to",
                "改用", "改为", "改成", "换用", "换为", "换成", "替换为", "调整为", "转为",
            ]
        case .comparison:
            [
                "(is|are|be|was|) (preferred|recommended|favoured|favored) (to|over)", "superior to", "better than",
                "rather than", "instead of", "in place of", "over", "优于", "优先于", "好于", "而不是", "而非", "代替", "替代", "取代",
            ]
        case .raise:
            [
                "increase", "raise", "double", "uptitrate", "titrate", "escalate", "增加", "提高", "加大", "上调",
            ]
        case .warning:
            [
                "increases", "increase the risk", "raises", "raise the risk", "risk*", "interact*", "toxic*", "bleed*",
                "cause*", "harm*", "worsen*", "danger*", "hazard*", "lead* to", "result* in", "problem*", "concern*",
                "adverse", "side effect*", "react*",
                "升高", "加重", "风险", "相互作用", "导致", "引起", "中毒", "毒性", "出血", "危险", "不良反应", "副作用", "有害",
            ]
        case .negation:
            [
                "not", "no", "dont", "doesnt", "do not", "does not", "isnt", "arent", "shouldnt", "without", "nor",
                "neither",
                "wont", "mustnt", "shant", "couldnt", "wouldnt", "无", "无需", "无须", "不必", "没有", "没", "别", "莫", "未",
                "不", "非", "毋",
            ]
        case .supposition:
            [
                "if", "when", "whenever", "whether", "in case", "should (he|she|they|the|symptoms)", "suppose",
                "unless",
                "如果", "若", "倘若", "一旦", "是否", "能否", "可否", "假如", "要是", "除非",
            ]
        case .turn:
            [
                "because", "since", "although", "though", "while", "whereas", "so", "therefore", "thus", "hence", "but",
                "however", "then", "due to", "given that", "因为", "由于", "因此", "所以", "但是", "但", "然而", "而", "虽然", "故", "则",
                "因", "不过",
            ]
        case .neutral:
            [
                "(after|before|when|upon|on|while|since|of|for) (starting|initiating|initiation|initiation of|increasing|raising|beginning|taking|using)",
                "用过", "服过", "使用过", "服用过", "raise (inr|potassium)", "use of", "give rise", "take into account",
                "take care", "started (in|on|at) #", "no longer than",
                "not only",
                "on and off", "(currently|already|now) (on|taking|using)", "(is|was|been|are|were) (on|taking|using)",
                "start of", "if not contraindicated", "unless contraindicated", "off label", "safety", "start date",
                "作用", "副作用", "用药", "用量", "用法", "给药", "合用", "联用", "并用", "同用", "同服", "服药", "使用者", "服用者",
                "(正在|目前|现|已|已在|一直|长期|现在|曾|既往)(服用|使用|应用|口服|用)", "在用", "如无禁忌", "若无禁忌", "除非禁忌", "无禁忌",
                "不仅", "不但", "不良", "不全", "不足", "不稳定", "用于", "停经", "非常", "非甾体", "无论", "不同",
            ]
        }
    }

    private static let startEnglish = [
        "start", "initiate", "begin", "commence", "add", "adding", "give", "use", "prescribe", "take", "try", "offer",
        "administer",
        "(be|being) (started|initiated|begun|added|given|used|prescribed|taken|tried|offered|administered|increased|raised|chosen|considered|titrated|restarted|resumed|taken)",
        "(is|are|be|was) (recommended|preferred|advised|indicated|suggested|appropriate|suitable|safe|fine|ok|okay|acceptable|reasonable|effective|favoured|favored|warranted)",
        "(remains|seems|appears|looks) (recommended|preferred|appropriate|suitable|safe|fine|ok|okay|acceptable|reasonable)",
        "(should|can|may|could|must|would) (help|work|do|suffice)",
        "recommend", "recommends", "recommended", "prefer", "preferred", "preferable", "consider", "choose", "select",
        "first line", "(drug|treatment|agent|choice) of choice", "good (choice|option)", "first choice", "an option",
        "options",
        "(increase|raise|double|uptitrate|titrate|escalate) (the|his|her|their) dose", "restart",
        "resume",
        "reintroduce", "safe", "treat (him|her|them|the patient|it|) with", "treated with",
        "treatment (is|with|of choice is|would be)",
        "(can|may|could|should) have", "benefit* from", "suggest", "advise", "put (him|her|them|the patient|) on",
        "start (him|her|them|the patient|) on", "go ahead with", "safe to", "ok to", "fine to", "initiation of",
        "starting",
    ]
    private static let startChinese = [
        "启用", "起用", "启动", "开始", "加用", "加服", "加", "使用", "应用", "服用", "给予", "予以", "给", "予", "用", "可用", "可以", "能用",
        "可考虑", "考虑", "首选", "优选", "选用", "选择", "可选", "推荐", "建议", "适用", "适合", "适宜", "安全", "一线", "联合", "加量", "增量", "增加剂量",
        "恢复", "重启", "开具", "处方", "吃", "服", "宜用", "宜选", "需用", "应用",
        "应予", "有效", "获益", "没问题", "没有问题", "无妨",
    ]
}
