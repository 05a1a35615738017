/** The subjects of a stream directly below one, with what is stored under each. */
export type SubjectLevel = {
  branches: SubjectBranch[];
  /** How many there are; only the first of them may be told. */
  branchCount: number;
  /** How many subjects there are below, at whatever depth. */
  subjectCount: bigint;
  /** Subjects that were looked at; where they are fewer, the figures are of these only. */
  lookedAt: number;
};

/** One token, and everything below it. */
export type SubjectBranch = {
  token: string;
  /** Messages whose subject ends with this token; undefined where no subject does. */
  messages?: bigint;
  /** Messages of subjects further down, and how many such subjects there are. */
  below: bigint;
  subjects: number;
};
