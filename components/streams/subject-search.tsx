type Props = {
  label: string;
  placeholder: string;
  widthLook: string;
  /** The id of the words that say what is wrong with it. */
  faultId: string | undefined;
  value: string;
  onChange: (subject: string) => void;
};

/** A subject that is looked for, in a bar. */
export function SubjectSearch(props: Props) {
  const { label, placeholder, widthLook, faultId, value, onChange } = props;
  return (
    <label className="flex items-center gap-2 text-small max-md:w-full">
      <span className="shrink-0 text-soft">{label}</span>
      <input
        type="search"
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={faultId !== undefined || undefined}
        aria-describedby={faultId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`h-8 rounded-md border border-edge bg-raised px-2 font-mono text-small placeholder:text-soft aria-invalid:border-trouble max-md:h-10 max-md:min-w-0 max-md:grow ${widthLook}`}
      />
    </label>
  );
}
