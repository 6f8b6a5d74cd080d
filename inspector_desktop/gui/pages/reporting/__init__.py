"""What lies behind the report, order and reinspection panels of the dossier page: loading, and acts done in one go."""
