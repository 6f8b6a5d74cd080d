"""Inspector Desktop: 双随机、一公开 inspections of county bureaus, offline first."""
