// html-validate's standard and accessibility rules. Its errors fail, its warnings are shown.
import process from "node:process";
import { installed, report } from "./report.mjs";

const { HtmlValidate, StaticConfigLoader } = installed("html-validate");
// A fixed configuration: the default loader would also obey any configuration file it met above the documents.
const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:standard", "html-validate:a11y"] }),
);
const ERROR = 2;

for (const file of process.argv.slice(2)) {
  const { results } = await validator.validateFile(file);
  const messages = results.flatMap((result) => result.messages);
  const lines = (wanted) =>
    messages.filter(wanted).map((m) => `${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
  report(
    "html-validate",
    file,
    lines((m) => m.severity === ERROR),
    lines((m) => m.severity !== ERROR),
  );
}
