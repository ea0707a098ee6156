"""What is told for ever: published results, errata, certificates, the copy to keep."""
