"""What people write when they weigh: how they would do both, and what they take along."""

from collections.abc import Mapping
from typing import Final

from elearning.quizzes.balances import Balance

# Asked for where the weight lies in the middle.
HOW: Final[Mapping[Balance, tuple[str, ...]]] = {
    Balance.UNIFORMITY_DIFFERENTIATION: (
        "Reglen gælder, men jeg ringer selv og hører, hvad der ellers kunne hjælpe, før jeg svarer.",
        "Vi beholder det fælles som udgangspunkt, og min leder og jeg skriver ned, hvornår vi må afvige.",
        "Jeg siger, hvad der er ens for alle, og bruger et kvarter på at finde det, der kan passes til.",
        "To af os ser på det sammen, så et skøn ikke kun er mit.",
    ),
    Balance.OPERATIONS_RENEWAL: (
        "Driften kører som altid, og to af os prøver det nye en time hver formiddag.",
        "Vi tager det nye ét sted i fire uger og lader resten være, til vi har set, hvordan det går.",
        "Jeg passer det faste, og min kollega prøver sig frem og fortæller om det på tavlemødet om fredagen.",
        "Vi aftaler først, hvordan vi kommer tilbage til den gamle måde, og så prøver vi.",
    ),
    Balance.FIELD_COHERENCE: (
        "Jeg gør min egen del færdig og ringer til de andre, inden jeg sender svaret.",
        "Vi mødes en halv time om det, der hænger sammen, og tager resten hver for sig.",
        "Hver beholder sin opgave, men jeg samler datoerne og fortæller, hvem der svarer for hvad.",
        "Jeg spørger de andre om det ene, der rører os alle, og venter ikke med resten.",
    ),
}

# “Det tager jeg med mig”: on any scenario.
TAKEAWAYS: Final = (
    "Jeg vidste hurtigt, hvad jeg ville. Prisen fik jeg først øje på bagefter.",
    "Spørg den, der sidder i den anden stol, før jeg svarer. Det gjorde jeg ikke her.",
    "Én ny oplysning kan ændre meget. Hvem kunne jeg have spurgt først?",
    "Det minder om sagen fra i sidste måned. Den vil jeg gerne tale med teamet om.",
    "Sig prisen højt, når vi vælger. Så er det lettere at være uenige på en god måde.",
    "Argumentet længst væk fra mit eget var det, der blev hængende.",
    "Hold øje med, om jeg altid lander samme sted.",
    "Det var sværere at nævne prisen end at vælge. Det siger nok noget.",
)
