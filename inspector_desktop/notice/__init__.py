"""检查审批 and 检查告知: the approval of the check, also urgent and made up later, and the notice with its service."""
