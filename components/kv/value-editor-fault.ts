import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Says where the text is wrong; null where it is not. */
export const setFault = StateEffect.define<number | null>();

const line = Decoration.line({ class: "cm-faultLine" });
const mark = Decoration.mark({ class: "cm-fault" });

/** Marks the line and the letter where the text is wrong, until it is checked anew. */
export const faultMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setFault));
    if (!told) return marks.map(transaction.changes);
    if (told.value === null) return Decoration.none;
    const { doc } = transaction.state;
    const at = Math.min(told.value, doc.length);
    const found = doc.lineAt(at);
    const end = Math.min(at + 1, found.to);
    return Decoration.set([line.range(found.from), ...(end > at ? [mark.range(at, end)] : [])]);
  },
  provide: (field) => EditorView.decorations.from(field),
});
