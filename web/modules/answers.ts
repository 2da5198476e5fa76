// Reads the bit masks of a form back into questions and answers.

/** A form as its file has it, in the language of the page. */
export interface FormText {
  readonly version: number;
  readonly questions: readonly {
    readonly id: string;
    readonly text: { readonly sv: string };
    readonly options: readonly { readonly code: string; readonly text: { readonly sv: string } }[];
  }[];
}

export interface QuestionAnswer {
  readonly question: string;
  readonly answers: readonly string[];
}

/** Every question that was asked, with the chosen answers in words; a mask of 0 was never asked. */
export function readAnswers(form: FormText, masks: readonly number[]): QuestionAnswer[] {
  return form.questions.flatMap((question, i) => {
    const answers = chosen(question.options, masks[i] ?? 0).map((option) => option.text.sv);
    return answers.length === 0 ? [] : [{ question: question.text.sv, answers }];
  });
}

/** The codes chosen in one question. */
export function codesOf(form: FormText, masks: readonly number[], id: string): string[] {
  const place = form.questions.findIndex((question) => question.id === id);
  return place === -1 ? [] : chosen(form.questions[place]!.options, masks[place] ?? 0).map((option) => option.code);
}

/** The chosen options of one question in words, without those that say nothing. */
export function summaryOf(form: FormText, masks: readonly number[], id: string): string[] {
  const question = form.questions.find((candidate) => candidate.id === id);
  const codes = codesOf(form, masks, id).filter((code) => code !== "na");
  return codes.map((code) => question!.options.find((option) => option.code === code)!.text.sv);
}

function chosen<Option>(options: readonly Option[], mask: number): Option[] {
  return options.filter((_, bit) => (mask & (1 << bit)) !== 0);
}
