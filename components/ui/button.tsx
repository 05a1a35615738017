import { type ComponentProps, useId } from "react";
import { type ButtonKind, buttonLook } from "./button-look";

type Props = Omit<ComponentProps<"button">, "disabled"> & {
  kind?: ButtonKind;
  /** Why it can't be used now. It stays where the keyboard finds it, so that the reason can be read. */
  reason?: string | undefined;
  /** Its work is under way: pressed again, it would do it twice. */
  isBusy?: boolean;
};

/** A button, which says why when it can't be used. */
export function Button({
  kind = "plain",
  reason,
  isBusy = false,
  className = "",
  onClick,
  children,
  ...rest
}: Props) {
  const reasonId = useId();
  const isOff = reason !== undefined || isBusy;
  return (
    <>
      <button
        type="button"
        {...rest}
        aria-disabled={isOff || undefined}
        aria-busy={isBusy || undefined}
        aria-describedby={reason === undefined ? rest["aria-describedby"] : reasonId}
        title={reason ?? rest.title}
        className={`${buttonLook(kind, isOff)} ${className}`}
        onClick={(event) => {
          if (isOff) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {children}
      </button>
      {reason !== undefined && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </>
  );
}
