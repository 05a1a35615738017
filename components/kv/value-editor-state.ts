import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, syntaxHighlighting } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, type StateEffect } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { lineEndOf } from "@/lib/format/json-layout";
import { faultMark } from "./value-editor-fault";
import { editorTheme, jsonColours } from "./value-editor-theme";

type Start = {
  label: string;
  text: string;
  onChange: (text: string) => void;
  onSave: () => void;
  onLeave: () => void;
};

type Language = "json" | "text";

const language = new Compartment();

/** The words of the search, as buttons and fields are called elsewhere. */
const phrases = {
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Match case",
  regexp: "Expression",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  Replace: "Replace with",
};

/** An editor's state that gives back each letter as it was given: line ends, a byte order mark, a missing last line. */
export function createEditorState({ label, text, onChange, onSave, onLeave }: Start): EditorState {
  const lineEnd = lineEndOf(text);
  return EditorState.create({
    doc: text,
    extensions: [
      // Without it every kind of line end would become the same.
      EditorState.lineSeparator.of(lineEnd),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?|\n/g, lineEnd)),
      EditorView.cspNonce.of(nonceOfPage()),
      EditorView.contentAttributes.of({
        "aria-label": label,
        autocapitalize: "none",
        spellcheck: "false",
      }),
      EditorView.lineWrapping,
      lineNumbers(),
      foldGutter({ markerDOM: foldMark }),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      drawSelection(),
      history(),
      bracketMatching(),
      search(),
      EditorState.phrases.of(phrases),
      syntaxHighlighting(jsonColours),
      language.of(extensionOf(languageOf(text))),
      faultMark,
      editorTheme,
      keymap.of([
        { key: "Mod-s", run: did(onSave), preventDefault: true },
        ...searchKeymap,
        ...foldKeymap,
        ...historyKeymap,
        // Tab goes on to what is next, as everywhere on the page.
        ...defaultKeymap,
        { key: "Escape", run: did(onLeave) },
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        onChange(textOfState(update.state));
        const wanted = languageOf(update.state.sliceDoc(0, headLength));
        if (wanted !== languageOf(update.startState.sliceDoc(0, headLength))) {
          update.view.dispatch({ effects: takeLanguage(wanted) });
        }
      }),
    ],
  });
}

/** So much of a text tells what it is. */
const headLength = 256;

/** All of the text, its line ends as they are. */
export function textOfState(state: EditorState): string {
  return state.sliceDoc();
}

/** An object or a list is taken for JSON; anything else is as well edited as text. */
export function languageOf(text: string): Language {
  return /^\s*[[{]/.test(text) ? "json" : "text";
}

/** Has the text coloured and folded as what it is. */
export function takeLanguage(next: Language): StateEffect<unknown> {
  return language.reconfigure(extensionOf(next));
}

function extensionOf(next: Language): Extension {
  return next === "json" ? json() : [];
}

function did(act: () => void): () => boolean {
  return () => {
    act();
    return true;
  };
}

/** Its styles are let in by the page's own policy: by the nonce that its scripts came with. */
function nonceOfPage(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}

function foldMark(isOpen: boolean): HTMLElement {
  const mark = document.createElement("span");
  mark.textContent = isOpen ? "⌄" : "›";
  mark.title = isOpen ? "Fold" : "Unfold";
  return mark;
}
