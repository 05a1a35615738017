import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the page's own colours, which are right in both themes. */
export const editorTheme = EditorView.theme({
  "&": {
    color: "var(--color-ink)",
    backgroundColor: "var(--color-raised)",
    fontSize: "var(--text-small)",
    maxHeight: "min(36rem, 60dvh)",
    minHeight: "8rem",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.25rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--color-ink)", padding: "0.375rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--color-ink)" },
  ".cm-gutters": {
    color: "var(--color-soft)",
    backgroundColor: "var(--color-raised)",
    borderRight: "1px solid var(--color-line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--color-hover)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--color-hover) 60%, transparent)" },
  ".cm-selectionBackground": { backgroundColor: "var(--color-select)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--color-accent) 25%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--color-select)",
    outline: "1px solid var(--color-accent)",
  },
  ".cm-foldPlaceholder": {
    color: "var(--color-soft)",
    backgroundColor: "var(--color-hover)",
    border: "1px solid var(--color-line)",
    padding: "0 0.375rem",
  },
  ".cm-specialChar": { color: "var(--color-attention)" },
  ".cm-faultLine": {
    backgroundColor: "color-mix(in srgb, var(--color-trouble) 12%, transparent)",
    boxShadow: "inset 2px 0 var(--color-trouble)",
  },
  ".cm-fault": {
    textDecoration: "underline wavy var(--color-trouble)",
    textUnderlineOffset: "3px",
  },
  ".cm-panels": { color: "var(--color-ink)", backgroundColor: "var(--color-page)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--color-line)" },
  ".cm-panel.cm-search": {
    padding: "0.375rem 2rem 0.375rem 0.5rem",
    fontFamily: "var(--font-sans)",
  },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "0.25rem",
    fontSize: "var(--text-small)",
    marginRight: "0.5rem",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--color-soft)", fontSize: "1.25rem" },
  ".cm-textfield": {
    color: "var(--color-ink)",
    backgroundColor: "var(--color-raised)",
    border: "1px solid var(--color-edge)",
    borderRadius: "0.375rem",
    fontSize: "var(--text-small)",
    padding: "0.125rem 0.375rem",
  },
  ".cm-button": {
    color: "var(--color-ink)",
    backgroundColor: "var(--color-raised)",
    backgroundImage: "none",
    border: "1px solid var(--color-line)",
    borderRadius: "0.375rem",
    fontSize: "var(--text-small)",
  },
  ".cm-button:hover": { backgroundColor: "var(--color-hover)" },
  ".cm-searchMatch": {
    backgroundColor: "color-mix(in srgb, var(--color-attention) 25%, transparent)",
  },
  ".cm-searchMatch-selected": {
    backgroundColor: "color-mix(in srgb, var(--color-attention) 50%, transparent)",
  },
});

/** Names, texts, numbers and words of JSON; no more colours than tell them apart. */
export const jsonColours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--color-accent)" },
  { tag: tags.string, color: "var(--color-ok)" },
  { tag: tags.number, color: "var(--color-attention)" },
  { tag: [tags.bool, tags.null], color: "var(--color-attention)" },
  { tag: tags.separator, color: "var(--color-soft)" },
]);
