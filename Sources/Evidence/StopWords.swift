/// English words that carry no subject. (Chinese ones need no list: their pairs hardly stand in a passage.)
enum StopWords {
    static let english: Set<String> = Set(
        """
        a about after again am an and any are as at be because been before being but by can could did do does doing
        don for from get gets getting give given go goes going got had has have having he her hers him his how i if in
        into is isn it its just keep know let like ll look looks make many may me might mine more most much must my need
        needs no not now of off ok on once one or other our out over own put re really s same say says seem shall she
        shd should since so some still such t take taken than that the their them then there these they thing this
        those though to told too up us use used using ve very want was way we well were what whats when where whether
        which while who why will with without would yes yet you your
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Words that are abbreviations as well, when they are written in capitals (heparin-induced thrombocytopenia,
    /// local anaesthetic systemic toxicity …).
    static let alsoAbbreviations: Set<String> = Set(
        """
        act aid aids alas all ali arm ash aspects bad ban bat bid can cap cat cats crab dash dress fast fat fit gas ham
        heart hip hit ion ire last lap mad map mask mat men met mia mist mite mod news norm pad pals pan pat pea pet pip
        pod pot prevent rap rash rat rest sad sag salt scar sign sofa spine star step taco tap tar tee ten tic tip top
        twist van war wells years
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
