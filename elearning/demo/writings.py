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
