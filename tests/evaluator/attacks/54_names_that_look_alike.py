# TRIES: ids that look like the expected ones: full-width digits, joiners, soft hyphens, hidden escapes and markup.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: joined to the id they look like; a control or bidi character, or live markup, in the report.
import csv
import os

ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
forms = (
    lambda name: "".join(chr(0xFF10 + int(digit)) if digit.isdigit() else digit for digit in name),
    lambda name: "\u200d".join(name) + "\u200d",
    lambda name: "\u00ad" + name,
    lambda name: "\u202e" + name[::-1] + "\u202c",
    lambda name: name + "\x1b[8m",
    lambda name: f"<script>{name}</script>",
    lambda name: "=" + name,
    lambda name: name + "\ufeff",
)
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w", encoding="utf-8") as file:
    file.write("id,prediction\n" + "".join(f"{forms[k % len(forms)](name)},0\n" for k, name in enumerate(ids)))
