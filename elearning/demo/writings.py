"""What people write for themselves: notes by the step that asks for them, and relations by circle."""

NOTES = {
    "fra-ord-til-hverdag": (
        (
            "I mandags skulle jeg både nå dagens plan og tage mig tid til en, der var ked af det. "
            "Jeg ringede til en kollega, som tog det første punkt på min liste. Det skulle jeg have "
            "gjort før."
        ),
        (
            "Vi manglede folk, og alligevel skulle den nye læres op. Jeg lod hende gå med i stedet "
            "for at forklare. Det tog længere tid den dag, men allerede torsdag klarede hun det "
            "selv."
        ),
        (
            "På mit gamle arbejde: budgettet skulle holde, og kunden havde brug for mere, end der "
            "stod i aftalen. Jeg sagde det højt til min leder, og så fandt vi en løsning midt "
            "imellem."
        ),
        (
            "Reglen sagde nej, men fornuften sagde ja. Jeg fulgte reglen og skrev ned, hvorfor den "
            "gav problemer. Den er lavet om siden."
        ),
    ),
    "hvor-laegger-du-vaegten": (
        (
            "Samme regler: når vi fordeler noget, der er for lidt af. Den enkelte: når vi aftaler, "
            "hvordan dagen skal gå. Når jeg følger reglerne stramt, får snakken mindre plads. Det "
            "skal jeg huske at sige undervejs."
        ),
        (
            "Ved vagtplanen er det vigtigst, at alle bliver behandlet ens. Ved opstart af nye "
            "kolleger er det lige omvendt, for de kommer med meget forskellig bagage."
        ),
        (
            "Dokumentationen skal være ens, ellers kan de andre ikke tage over. Men første gang jeg "
            "møder nogen, lægger jeg skemaet væk og lytter. Prisen er, at jeg skal skrive det hele "
            "bagefter."
        ),
        (
            "Jeg er nok mest til ensartethed, fordi det føles trygt. Spørg de andre i teamet, om de "
            "har det på samme måde."
        ),
    ),
    "et-skridt-videre": (
        (
            "Visitationen. Jeg vil ringe til dem fredag i stedet for at skrive, og spørge hvad de "
            "mangler fra os. Så slipper borgeren for at vente på, at vi skriver frem og tilbage."
        ),
        "Min kollega på den anden etage. Vi tager en kop kaffe onsdag og kigger på, hvad vi laver dobbelt.",
        (
            "It-afdelingen. Jeg samler tre konkrete ting, der driller, og tager dem med på én gang. "
            "Bliver det løst, får vi en halv time mere om dagen til borgerne."
        ),
        "Min leder. Jeg vil bede om et kvarter hver anden uge, så små ting ikke når at blive store.",
    ),
    "et-valg-fra-ugen": (
        (
            "Jeg valgte at blive færdig med listen, før jeg svarede på mails. En kollega ventede "
            "til næste dag. Det skulle jeg have sagt til hende."
        ),
        ("Min makker tog sig god tid med en ny vikar. Runden blev forsinket, men det havde han regnet med."),
    ),
    "passe-paa-eller-proeve-af": (
        ("Overleveringen klokken 15 skal være som altid. Men hvorfor skriver vi det samme to steder?"),
        (
            "Sidst på måneden rører jeg ikke ved noget. I uge 2 er der luft til at prøve, og så når "
            "jeg ikke at rydde op."
        ),
    ),
    "tre-spoergsmaal-uden-facit": (
        (
            "Valget er sværest. Jeg spørger for tit andre om ting, jeg godt kan selv. Så bliver "
            "mine egne sager liggende."
        ),
        ("Til møder siger jeg for lidt om det, mit fag ser. Næste gang tager jeg ét punkt med på papir."),
    ),
    "hvornaar-vaelger-du-hvad": (
        (
            "Sammen om den enkelte: når nogen har flere af os inde over. Fag og ens regler: når "
            "fristen er fast. Så ser jeg ikke, om brevet bliver forstået."
        ),
        "Afgørelser skal være ens og fagligt i orden. Vejen derhen kan vi godt finde sammen.",
    ),
    "find-balancen-igen": (
        "Fem minutter på fredagsmødet: Hvad har vi ikke set på i denne uge?",
        (
            "Vi er gode til det nye og glemmer at skrive de faste ting ned. Jeg foreslår en side, "
            "vi retter hver måned."
        ),
    ),
    "saadan-er-det-hos-os": (
        (
            "Oprydningen i depotet er tydeligt min. Jeg er i tvivl om, hvem der bestiller nye "
            "varer, når noget er brugt op. Det spørger jeg om på onsdag."
        ),
        (
            "Jeg troede, jeg skulle godkende vagtbytte, men det gør teamet selv. Hvem der ringer "
            "efter en vikar klokken 6, har ingen sagt til mig endnu."
        ),
    ),
    "dine-hensyn-og-din-leder": (
        (
            "Sikker drift og fornyelse fylder mest hos os. Vi skal turde sige, hvad vi lader ligge, "
            "når vi prøver noget nyt."
        ),
        (
            "Jeg syntes, den nye tavle var spild af tid, men jeg sagde det kun i frokosten. Næste "
            "gang siger jeg det til min leder og har et forslag med."
        ),
    ),
    "borgerne-og-de-andre": (
        (
            "Jeg hælder kaffen op, fordi det går hurtigst. I næste uge stiller jeg kanden frem og "
            "ser, hvad der sker."
        ),
        (
            "Vi holder møde med skolen hver anden uge, også når der ikke er noget. Jeg foreslår ti "
            "minutter i telefonen om mandagen."
        ),
    ),
    "svaere-balancer-og-din-chef": (
        (
            "Egen faglighed og sammenhæng på tværs er sværest for mig. Jeg siger ja til det fælles, "
            "og så mangler der folk på vagten."
        ),
        (
            "Jeg nikkede til den nye frist, selv om jeg ikke troede på den. Jeg vil bede om et "
            "kvarter og fortælle min chef hvorfor."
        ),
    ),
    "dit-blik-paa-samarbejdet": (
        (
            "Min kalender er fuld af møder op og ned. På tværs er der næsten ingenting. Jeg "
            "inviterer lederen af naboskolen på kaffe."
        ),
        ("Jeg hører kun fra forældre, når noget er gået skævt. Jeg vil stå ved døren en morgen om ugen."),
    ),
    "mellem-organisation-og-politikere": (
        (
            "Ensartethed er sværest at tale om. Hver afdeling kan begrunde sin undtagelse, og jeg "
            "får sjældent sagt, hvad de koster tilsammen."
        ),
        (
            "Jeg svarede på alle spørgsmål i udvalget, men jeg udfordrede ikke tidsplanen. Det "
            "burde jeg have gjort, før vi gik hjem."
        ),
    ),
    "paa-tvaers-og-ud-af-huset": (
        (
            "Mine ledere tør ikke bruge timer på andres opgaver. Jeg vil sige højt, hvilket "
            "servicemål der må vente lidt."
        ),
        (
            "Jeg kender formændene for foreningerne, men ikke de frivillige. Jeg tager med til en "
            "træningsaften i næste måned."
        ),
    ),
}

# For steps that are not in the table above.
NOTES_ANYWHERE = (
    "Det her vil jeg gerne tage op på næste teammøde. Jeg tror, vi ser forskelligt på det.",
    "Første tanke: det gør vi allerede. Anden tanke: kun når vi har god tid. Hvad med de travle dage?",
    (
        "Jeg kom til at tænke på sidste uge. Der sagde jeg ja for hurtigt og fik travlt bagefter. "
        "Næste gang spørger jeg, hvad der så skal vente."
    ),
    "Spørg de andre, hvordan de gør. Jeg har kun set det fra min egen stol.",
    "God at vende tilbage til om en måned. Lige nu er jeg for ny til at svare rigtigt på den.",
    "Jeg vil prøve det af i det små: én aftale om ugen, hvor jeg spørger først og foreslår bagefter.",
    "Det sværeste er at sige højt, hvad vi vælger fra. Det vil jeg øve mig i.",
    "Vi er gode til det, når det brænder på, men glemmer det i hverdagen.",
)

# By the circle's slug. The circle of those one leads is only for leaders.
CIRCLE_OF_THE_LED = "medarbejdere"
RELATIONS = {
    "kolleger": ("Min makker på vagten", "De andre i teamet", "Vores tillidsrepræsentant", "Aftenholdet"),
    CIRCLE_OF_THE_LED: ("Mit team", "De to nye", "Koordinatoren", "Vikarerne"),
    "ledere": ("Min egen leder", "Lederen i nabohuset", "Souschefen"),
    "andre-afdelinger": ("Lønkontoret", "It-support", "Vej og Park", "Visitationen", "Kommunikation"),
    "borgere-og-virksomheder": ("Pårørende", "Forældregruppen", "De lokale håndværkere", "Brugerrådet"),
    "eksterne-samarbejdspartnere": ("Sygehuset", "Idrætsforeningen", "Frivilligcentret", "Leverandøren"),
}
