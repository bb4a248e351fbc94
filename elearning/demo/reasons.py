"""Why the panel's made-up members stand where they stand: by scenario, and by the side they are on.

The side is that of the board that the new fact touches, after it.
"""

from collections.abc import Mapping
from typing import Final

from elearning.quizzes.balances import Side

PANEL_REASONS: Final[Mapping[str, Mapping[Side, tuple[str, ...]]]] = {
    "dispensation-fra-ventelisten": {
        Side.FIRST: (
            (
                "Jeg har selv sagt ja i telefonen én gang og skullet forklare det til dem, der blev "
                "sprunget over. Det gør jeg ikke igen."
            ),
            (
                "Rækkefølgen er det eneste, vi kan love alle. Til gengæld bruger jeg gerne tid på at "
                "fortælle faren, hvad der ellers findes."
            ),
        ),
        Side.MIDDLE: (
            (
                "Jeg ville ringe til begge familier, før jeg svarede nogen. Listen bestemmer pladsen, men"
                " den forbyder os ikke at finde på noget til den anden."
            ),
        ),
        Side.SECOND: (
            "En liste kan ikke se et barn. Når der er et behov, der ikke kan vente, må nogen turde skønne.",
            (
                "Reglen er lavet for børnenes skyld. Her ville jeg se på begge børn og spørge min leder, "
                "om der kan klemmes en plads mere ind om onsdagen."
            ),
        ),
    },
    "en-time-mere-i-boernehaven": {
        Side.FIRST: (
            (
                "Hos os tog det et halvt år at rydde op, da husene fik hver sin ferieplan. Siden har jeg "
                "været glad for det, der er ens."
            ),
            "Åbningstiden er noget af det, forældre spørger om først. Den skal kunne siges i én sætning.",
        ),
        Side.MIDDLE: (
            (
                "Samme antal timer i alle huse, men huset vælger selv, om de ligger tidligt eller sent. "
                "Så er rammen fælles, og dagen er deres."
            ),
        ),
        Side.SECOND: (
            (
                "Lederen, der står i døren klokken 17, ved mere om sine familier, end jeg gør. Jeg vil "
                "hellere følge op end bestemme det på forhånd."
            ),
            (
                "Det koster ikke noget, og det løser et problem for folk, der arbejder i skift. Så skal "
                "der en god grund til at sige nej."
            ),
        ),
    },
    "svaret-som-programmet-skrev": {
        Side.FIRST: (
            (
                "Løn er det sidste sted, jeg ville øve mig. Vi kan altid begynde på den anden side af "
                "lønkørslen."
            ),
            (
                "Når vi mangler en, holder vi os til det, vi kan i søvne. Jeg er ikke imod det nye, jeg "
                "vil bare have lønnen ud af døren først."
            ),
        ),
        Side.MIDDLE: (
            (
                "Jeg ville lade én af os prøve det en time om dagen og ikke sende noget, som ikke er "
                "læst. Så mister vi ikke meget, hvis det driller."
            ),
        ),
        Side.SECOND: (
            (
                "De samme ti spørgsmål hver dag er netop det, en maskine kan tage. Så har vi tid til dem,"
                " der er i tvivl."
            ),
            (
                "Vi har ventet på en rolig måned i tre år, og den kom ikke. En travl uge viser i det "
                "mindste, hvad programmet duer til."
            ),
        ),
    },
    "salt-hvor-der-er-glat": {
        Side.FIRST: (
            "Jeg har kørt de bakker om natten. Dér vil jeg ikke være afhængig af en enkelt måler.",
            (
                "Andre har lagt deres nat efter vores ruter. Så laver man ikke om på dem fra den ene dag "
                "til den anden."
            ),
        ),
        Side.MIDDLE: (
            (
                "Faste ruter på bakkerne og målere nede i byen den første måned. Det er til at forklare "
                "på et stykke papir i bilen."
            ),
        ),
        Side.SECOND: (
            (
                "Vi kører mange ture for en sikkerheds skyld. Giv hjemmeplejen besked hver eftermiddag, "
                "så kan begge dele lade sig gøre."
            ),
            (
                "Chaufførerne skal være med til at afprøve det, ellers bliver det aldrig til noget. Så "
                "begynd nu, mens det kun er let frost."
            ),
        ),
    },
    "fire-svar-til-en-cafe": {
        Side.FIRST: (
            (
                "De 40 i bunken har ingen, der råber højt for dem. Jeg gør min del ordentligt og skriver "
                "tydeligt, hvad der mangler fra de andre."
            ),
            (
                "Den, der skriver under, skal også kunne stå inde for det. På et stort møde bliver "
                "ansvaret let alles og ingens."
            ),
        ),
        Side.MIDDLE: (
            (
                "Jeg ringer til vejafdelingen og lader resten ligge. Et møde holder jeg først, når vi er "
                "uenige om noget."
            ),
        ),
        Side.SECOND: (
            (
                "Vi finder som regel knuden på ti minutter, når vi sidder sammen. Hver for sig tager det "
                "tre breve."
            ),
            "For Signe er vi én kommune. Det er mærkeligt at bede hende samle det, som vi selv har delt op.",
        ),
    },
    "traening-paa-en-andens-budget": {
        Side.FIRST: (
            (
                "Ventelisten er min opgave, og den er vokset. Den kan jeg ikke forklare med, at vi hjalp "
                "et andet sted."
            ),
            (
                "Jeg har lånt ud af et budget før på et løfte om, at det kom tilbage. Næste gang vil jeg "
                "have det skrevet ned først."
            ),
        ),
        Side.MIDDLE: (
            (
                "Ti borgere og tre måneder er nok til at se, om tanken holder. Så går det ikke ud over "
                "holdene, og vi har tal til næste budget."
            ),
        ),
        Side.SECOND: (
            (
                "Hvis alle venter på, at gevinsten lander hos dem selv, sker der aldrig noget. Jeg ville "
                "gå til min chef sammen med Parisa."
            ),
            (
                "Det er den samme borger, der venter på et hold og får besøg hver morgen. Derfor skal vi "
                "lægge planen sammen."
            ),
        ),
    },
    "tre-breve-til-mads": {
        Side.FIRST: (
            (
                "Han har sagt, hvad der ikke skal deles. Så gør jeg min egen del så let for ham, som jeg "
                "kan, og lader de andre om deres."
            ),
            (
                "At samle en plan lyder godt, men det er også tre afdelinger, der taler om et menneske. "
                "Det skal man være varsom med."
            ),
        ),
        Side.MIDDLE: (
            (
                "Vi kan aftale datoer på tværs uden at aftale indhold. Jeg ville vise ham kalenderen og "
                "lade ham sige ja eller nej til hvert møde."
            ),
        ),
        Side.SECOND: (
            (
                "Jeg har set nogen blive mere syge af os end af det, de fejlede. Én, der holder trådene, "
                "er det mindste, vi kan tilbyde."
            ),
            (
                "Han bad om færre møder, ikke om mere afstand. Med hans samtykke kan genoptræningen og "
                "jeg sagtens holde samtalen sammen."
            ),
        ),
    },
    "legepladsen-som-boernene-tegnede": {
        Side.FIRST: (
            (
                "To måneder lukket er lang tid, når man går i 4. klasse. Jeg vil hellere give dem noget, "
                "der virker hele året."
            ),
            (
                "Det, vi bygger, skal passes i 20 år af nogen, der ikke sad med ved bordet. De dele, vi "
                "kender, kan vi også skaffe igen."
            ),
        ),
        Side.MIDDLE: (
            (
                "Byg broen og mudderhullet nu, og læg et fundament til tårnet. Når vi har været på besøg "
                "derovre, kan vi tage det sidste skridt."
            ),
        ),
        Side.SECOND: (
            "Nu er der nogen, der har gjort det og gerne vil vise os hvordan. Bedre bliver chancen ikke.",
            (
                "Børnene har gjort det, vi bad dem om. Svarer vi med de samme gynger som altid, tegner de"
                " ikke noget næste gang."
            ),
        ),
    },
}
