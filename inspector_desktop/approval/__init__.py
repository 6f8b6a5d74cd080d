"""审核审批: the queue of those who decide on a report, level by level; agreed or returned with marks; also by hand."""
