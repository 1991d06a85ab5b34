/// The turns of phrase that change what a finding means: denial, supposition, the past, a question of knowledge.
///
/// They belong to the two languages, not to any specialty, so they are not in the rule files.
enum TriageCue: Int, CaseIterable, Sendable {
    /// Denies what follows up to the end of the clause, and a list after it.
    case denial
    /// Denies only the next few words.
    case narrowDenial
    /// Looks like a denial and is none ("no reason", 无明显诱因).
    case falseDenial
    /// Denies what stands just before it ("chest pain: none").
    case answeredDenial
    /// A list after a denial goes on over commas.
    case listDenial
    /// Something long over; its clause tells history.
    case past
    /// Looks like the past and reaches up to now ("over the last year").
    case falsePast
    /// It is happening now, whatever the rest says.
    case present
    /// What follows is supposed, feared or prevented, not observed.
    case supposition
    /// Looks like a supposition and is none ("not sure if").
    case falseSupposition
    /// Makes the words just before it a subject of talk ("…的风险").
    case subjectOfTalk
    /// Asks for knowledge.
    case question
    /// Asks for knowledge even though the asker names themself ("I would like to know the signs of").
    case knowledgeQuestion
    /// The whole text is teaching, study or fiction.
    case teaching
    /// A real person is spoken of.
    case person

    var phrases: [String] {
        switch self {
        case .denial:
            [
                "no", "without", "denies", "denied", "deny", "denying", "negative for", "free of", "absence of", "nil",
                "(do|does|did|dont|doesnt|didnt|havent|hasnt|hadnt) (not|) (have|had|got|get|feel|notice|see)",
                "not have",
                "(havent|hasnt|have not|has not|not) had", "not having", "isnt having", "rule* out", "never had",
                "lack of",
                "没有", "没", "无", "否认", "未见", "未出现", "未诉", "未有", "未伴", "不伴", "并无", "排除了", "既没", "冇", "唔",
            ]
        case .narrowDenial:
            [
                "not", "isnt", "arent", "wasnt", "never", "doesnt", "dont", "didnt", "nor", "neither", "不", "不太", "不怎么",
                "不觉得", "不再",
            ]
        case .falseDenial:
            [
                "no (apparent|obvious|clear|known|particular|) (reason|cause|trigger|warning|injury)",
                "no (idea|matter|longer|doubt|one)",
                "no (relief|improvement|better|change|help|sleep|energy|response|pulse|urine|appetite|insulin|medication|meds)",
                "no (other|more) (than|medication*|drug*)",
                "without (warning|reason|any warning|cause|apparent|obvious|improvement|relief)",
                "no (access|food|water|doctor|ambulance|hospital)",
                "not (sure|certain|only|just|getting|going|better|improv*|work*|help*|eas*|sett*|stop*|respond*|normal|right|well|able|know)",
                "never (felt|had|experienced|known|seen) ~ (like|before|this|such)",
                "dont (know|understand|think i can|want)",
                "doesnt (help|go|stop|work|ease|know|respond)", "didnt (help|go|stop|work|ease|sleep|wake|take|eat)",
                "not ~ (anymore|any more)",
                "not (taking|taken|eaten|slept|been)", "not (a|the|my|his|her) (first|usual|normal)",
                "without (my|his|her|insulin|medication)",
                "无(明显|任何|特殊|)(诱因|原因|缘无故|缘|故|端)", "毫无(征兆|预兆|缘由)", "没有(任何|)(征兆|预兆|原因|诱因|办法|好转|缓解|用|效果|改善)",
                "没(吃|打|服|用|睡|带|去|看|量|测|注|按|做|敢|法|停|缓|好|退|消|止|醒|反|知|力|效|事|办|日没夜)",
                "没有(吃|打|服|用|睡|带|去|看|量|测|注|按|做|停|退|止|醒|反应|力)", "未(按|服|用|愈|缓解|好转|消|退|进|接受|治疗|控制|停)",
                "无(法|力|反应|效|助|尿|精打采|时无刻|意|应答|自主)",
                "不(停|断|止|住|知|能|了|会|清|好|过|但|仅|到|得|适|舒服|退|消|醒|动|上|下|规律|稳|安|想|肯|敢|同|如|见好|见效|缓解|要|是因为)",
                "从没(有|)(这么|这样|如此)", "从来没(有|)(这么|这样|如此)", "没(这么|这样)",
            ]
        case .answeredDenial: ["none", "nil", "no", "negative", "absent", "denied", "无", "否", "没有", "阴性"]
        case .listDenial: ["denies", "denied", "deny", "denying", "negative for", "否认", "no", "没有", "无"]
        case .past:
            [
                "#(months|years) ago", "(a|many|several|some|few|couple of) (months|years|decades) (ago|back)",
                "(a|one) (year|decade) ago",
                "# (month*|year*|yrs|yr|decade*) (ago|back|earlier)", "(last|previous) (year|summer|winter|decade)",
                "(as a|when i was a) (child|kid|teen*)",
                "in (my|his|her) (childhood|youth|teens|twenties|thirties|forties)", "in #1900+", "since #1900+",
                "back in #1900+",
                "(past|previous|prior|old|remote|family|medical|known) history", "history of", "h/o", "hx of", "pmh",
                "pmhx", "previously", "used to", "previous",
                "in the past", "long ago", "years ago", "months ago", "childhood",
                "#(多|几|来|余|)(年|个月)(之|以|)前", "(多|数|几|好几|十几|几十)年(之|以|)前", "几个月前", "半年前", "去年", "前年", "小时候", "年轻时",
                "年轻的时候", "曾经",
                "曾", "#1900+年", "(得|患|有|犯|发生|做|中)过", "既往", "以前", "过去", "往年", "病史", "家族史", "早年", "当年", "从前",
            ]
        case .falsePast:
            [
                "(over|for|during|in|within|across|throughout) (the|) (last|past|previous) (few|couple|several|#|hour*|day*|night|week*|month*|year*|decade|summer|winter|minute*)",
                "in the past (few|couple|several|#|hour*|day*|night|week*|month*|year*|minute*)", "过去(的|)(#|几|一|两|半)",
                "最近", "近#", "以前没", "从前没", "以前从",
            ]
        case .present:
            [
                "now", "today", "tonight", "currently", "at the moment", "right now",
                "this (morning|afternoon|evening|week)", "again", "just",
                "# (minute*|min|mins|hour*|hr|hrs|h|day*) ago", "an hour ago", "half an hour ago", "yesterday",
                "since (yesterday|this|last night|#)", "last night",
                "presents", "presenting", "presented", "sudden*", "new", "currently", "started",
                "现在", "目前", "今天", "今早", "今晨", "今晚", "今日", "刚", "刚才", "刚刚", "突然", "突发", "又", "再次", "这次", "昨天", "昨晚",
                "昨夜", "此刻", "正在", "这两天", "这几天",
                "#(多|几|余|)(分钟|小时|天|个小时|个钟)(之|以|)前", "半小时", "半个小时", "半天", "近日", "近几天", "今", "当前", "眼下", "马上", "而家",
            ]
        case .supposition:
            [
                "if", "in case", "suppos*", "imagin*", "hypothetical*", "lets say", "what happens when", "risk of",
                "risk for", "risks of", "chance* of",
                "prevent*", "avoid",
                "(afraid|scared|fear|worried|anxious) (of|about) (getting|having|developing|a|future|one day)",
                "unlikely",
                "(reduce|lower|cut|reducing|lowering|increase*|raise*) ~ (risk|chance)", "whenever", "should i ever",
                "screening for", "screen for", "screened for",
                "watch (out|) for", "warning signs of", "vaccin* against", "protect* (against|from)",
                "如果", "假如", "假设", "要是", "万一", "倘若", "若是", "假使", "预防", "避免", "防止", "以防", "会不会得", "怕得",
                "担心(以后|将来|会得|得|患)", "筛查", "降低",
                "警惕", "以免", "(会|能)(引起|导致|造成|诱发)", "(容易|可能)(引起|导致|造成|诱发)",
            ]
        case .falseSupposition:
            [
                "(sure|know|wonder|wondering|ask|asking|see|unsure|tell|worried|even|as|check|certain|say) if",
                "(sure|know|wondering) whether",
                "cant (prevent|avoid)", "if (it is|its|this is|that is|thats) (a|an|my|serious|anything)", "不知道是不是",
                "如果可以",
            ]
        case .subjectOfTalk:
            [
                "的(风险|危险因素|概率|可能性|预防|定义|标准|诊断标准|机制|原理|指南|知识|科普|病因|原因是什么|症状有哪些|表现有哪些)", "风险", "危险因素",
                "(risk|prevention|awareness|screening|score|guideline*|mechanism|pathophysiology|criteria|definition|statistics)",
            ]
        case .question:
            [
                "what (is|are|does|was|do|causes)", "whats the", "which",
                "how (is|are|do|does|should|can|would|to|common|long|much|often|many|dangerous)",
                "can ~ (cause|lead|trigger|increase)", "does ~ (cause|lead|mean|increase)",
                "do ~ (cause|lead|increase)", "is (it|there) (true|a|an|any)", "why (do|does|is|are)",
                "explain", "describe", "define", "list the", "difference between", "tell me about", "meaning of",
                "when (should|do|is)", "who (should|gets|is)",
                "什么是", "是什么", "是指什么", "有哪些", "有什么(症状|表现|区别|不同|危害|原因|征兆)", "哪些",
                "如何(诊断|治疗|处理|鉴别|预防|识别|判断|区分|管理|用药|补液|补钾|评估|分级|定义|抢救)",
                "怎么(治疗|预防|判断|识别|区分|诊断|鉴别|定义|分级|形成|引起|来的)", "怎样(治疗|预防|判断|识别|区分|诊断|鉴别|才算)", "诊断标准", "标准是",
                "(医生|临床上|医院|国外|急诊科|护士)(一般|通常|会|)(怎么|如何|怎样)", "怎么(急救|护理|保存|监测|测量|使用)", "是不是缺", "都是~吗", "定义", "机制",
                "介绍", "解释", "区别",
                "多少算", "正常值", "正常范围", "为什么会", "会(引起|导致|造成)~吗", "是否会", "什么情况下", "什么时候(需要|该|应)", "的症状", "的表现", "首选", "推荐",
                "指南", "什么意思", "多久", "目标值",
            ]
        case .knowledgeQuestion:
            [
                "what (is|are) (the|) ~ (sign|signs|symptom|symptoms|criteria|definition|cause|causes|treatment|threshold|cutoff|management|difference|risk|mechanism|features|stages|types)",
                "how (do|can|would|should) (i|you|we|one|people|someone|doctors) (recogni*|spot|tell|prevent|avoid|identify|know)",
                "(like|want|love|curious|interested) (to|in|about) (know|learn|understand|learning|reading|read|knowing)~(about|sign|signs|symptom|symptoms|what|how|why|more)",
                "(reading|learning|studying|curious) about", "read (about|an article|that)", "in general",
                "general (question|information)", "just (curious|wondering what)",
                "(想|希望)(了解|知道|学习|请教|问问|咨询)(一下|)~(症状|表现|知识|原因|区别|是什么|有哪些|如何|怎么|预防|标准)", "想(了解|学习|学)",
                "(只是|就是|随便|仅仅)(在|)(看|了解|好奇|问问|学习|问)", "总结~(症状|表现|征象|要点)", "科普", "好奇",
                "(im|i am) (a|an) ~ (nursing|medical|pharmacy|dental|paramedic) student",
                "(护理|医学|药学|医学院|卫校)(专业|)(的|)(学生|生)", "请(问|)(解释|介绍|说明|讲|讲解)", "(什么叫|何谓)",
                "(有哪些|有什么)(典型|主要|常见|早期|)(症状|表现|征兆|信号|原因|危险因素)", "(症状|表现|征兆|信号)(有哪些|是什么|有什么|是啥)", "看到(一篇|文章|新闻|网上)",
                "听说",
            ]
        case .teaching:
            [
                "for (my|a|an|the|our|his|her|) ~ (lecture|class|exam|exams|essay|assignment|presentation|talk|slides|course|quiz|test|homework|seminar|tutorial|article|novel|story|thesis|dissertation|paper|textbook|project|training|blog|poster|leaflet)",
                "(writing|write|preparing|prepare|wrote|making|drafting|giving|teaching) (a|an|my|our|the|some|) ~ (lecture|essay|presentation|talk|slides|novel|story|screenplay|thesis|paper|leaflet|article|quiz|class|students|course|exam|blog|poster|handout)",
                "(studying|revising|revise|study) (for|about)", "exam question", "case (study|report|discussion)",
                "multiple choice", "mcq", "textbook",
                "(just|only) (reading|curious|asking|wondering|learning|interested)",
                "(poster|leaflet|flyer|quiz|training day|first aid (course|class|training))",
                "summari(s|z)e ~ (symptom*|sign*|guideline*)",
                "(medical|nursing|my|the|our) students", "as a (medical |nursing |)student",
                "in (a|the) (movie|film|novel|series|show|drama)",
                "(讲课|备课|授课|教学|上课|课件|课堂|讲座|论文|考试|考研|考题|试题|选择题|作业|综述|教材|教科书|小说|剧本|剧情|电视剧|电影|演讲|汇报|培训|科普文|科普文章|宣教材料|海报|宣传册|宣传栏|知识竞赛|病例讨论|PPT|实习生|规培|题目)",
            ]
        case .person:
            [
                "i", "im", "ive", "id", "my", "me", "mine", "he", "hes", "she", "shes", "his", "her", "him", "we",
                "our", "they", "myself",
                "(the|this|our|my|male|female|elderly|young|old) (patient|pt|lady|gentleman|man|woman|boy|girl|baby|child|infant)",
                "(pt|patient) (is|has|was|with|presents|presented|presenting|on|now|reports|complains|took)",
                "#(yo|y|yr|yrs|f|m)", "# (year*|month*|week*|day*) old", "yo", "yom", "yof",
                "(mum|mom|mother|dad|father|husband|wife|son|daughter|brother|sister|grand*|uncle|aunt|friend|colleague|neighbour|neighbor|roommate|coworker|toddler|partner|boyfriend|girlfriend)",
                "(a|an) (man|woman|lady|gentleman|boy|girl|colleague|passenger|passerby|child|elderly|old)", "bed #",
                "我", "他", "她", "俺", "咱", "爸", "妈", "父亲", "母亲", "爷爷", "奶奶", "外公", "外婆", "姥", "老公", "老婆", "丈夫", "妻子",
                "爱人", "老伴", "儿子", "女儿", "孩子", "宝宝", "娃", "小孩", "哥", "姐", "弟", "妹", "叔", "阿姨", "舅", "姑",
                "同事", "朋友", "邻居", "室友", "同学", "老人", "老太太", "老头", "#岁", "男(性|,|，|患)", "女(性|,|，|患)", "床(患者|病人)",
                "(该|此|这位|一位|一名|本例|某)(患者|病人|老人|男|女|孕妇)", "患者(突|今|昨|现|于|男|女|刚|自|诉|服|因|目前|出现|入院|血|术后|出院)", "主诉", "入院",
                "突发~#(小时|分钟|天|h|min)",
            ]
        }
    }
}
