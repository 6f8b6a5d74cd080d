"""The contract on the wire, used by both sides: sealed batch, receipt, page of the log, enrolment, numbers."""
