"use client";

import { EditorView } from "@codemirror/view";
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from "react";
import { setFault } from "./value-editor-fault";
import { createEditorState, languageOf, takeLanguage, textOfState } from "./value-editor-state";

/** What may be done with an editor from outside. */
export type ValueEditorHandle = {
  /** Puts the cursor at a place of the text. */
  goTo: (at: number) => void;
};

type Props = {
  /** What is edited, for those who hear it: "Value". */
  label: string;
  text: string;
  onChange: (text: string) => void;
  onSave?: () => void;
  /** Escape, where nothing of the editor's own takes it. */
  onLeave?: () => void;
  /** Where the text is wrong, by its letters. */
  faultAt: number | undefined;
  handle?: Ref<ValueEditorHandle>;
  /** Takes the focus when it appears. */
  isFirst?: boolean;
};

/** A text in an editor with lines, folding and search; JSON in its colours. Every letter is kept as it was. */
export function ValueEditor({ label, text, faultAt, isFirst = false, handle, ...on }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  /** What the page was told last: only another text is put in. */
  const told = useRef(text);
  const change = useEffectEvent((next: string) => {
    told.current = next;
    on.onChange(next);
  });
  const save = useEffectEvent(() => on.onSave?.());
  const leave = useEffectEvent(() => on.onLeave?.());
  const begin = useEffectEvent(() => ({ label, text, isFirst }));
  useEffect(() => {
    const { current: parent } = box;
    if (!parent) return;
    const start = begin();
    const editor = new EditorView({
      parent,
      state: createEditorState({
        label: start.label,
        text: start.text,
        onChange: (next) => change(next),
        onSave: () => save(),
        onLeave: () => leave(),
      }),
    });
    view.current = editor;
    if (start.isFirst) editor.focus();
    return () => {
      view.current = undefined;
      editor.destroy();
    };
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (!editor || text === told.current) return;
    told.current = text;
    if (textOfState(editor.state) === text) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: editor.state.toText(text) },
      effects: takeLanguage(languageOf(text)),
    });
  }, [text]);
  useEffect(() => {
    // Told by the text's letters; inside the editor a line's end is one.
    const at = faultAt === undefined ? null : placeInEditor(view.current, faultAt);
    view.current?.dispatch({ effects: setFault.of(at) });
  }, [faultAt]);
  useImperativeHandle(handle, () => ({
    goTo(at) {
      const editor = view.current;
      if (!editor) return;
      const anchor = placeInEditor(editor, at);
      editor.dispatch({ selection: { anchor }, scrollIntoView: true });
      editor.focus();
    },
  }));
  return (
    <div
      ref={box}
      className="overflow-hidden rounded-md border border-edge has-focus-visible:border-accent has-focus-visible:outline-1 has-focus-visible:outline-accent"
    />
  );
}

function placeInEditor(editor: EditorView | undefined, at: number): number {
  if (!editor) return 0;
  const { doc, lineBreak } = editor.state;
  if (lineBreak.length === 1) return Math.min(at, doc.length);
  const before = textOfState(editor.state).slice(0, at);
  return Math.min(at - (before.split(lineBreak).length - 1), doc.length);
}
