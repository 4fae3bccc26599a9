"""What every page shares and no domain owns: error pages, headers, icons, dates, files, catalogues."""
