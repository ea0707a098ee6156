"""What the metrics are and how they are computed.

On the host it is `evaluator.metrics.program.measures`, inside the scorer's container `measures`. What the host reads
(catalogue, asked, truth, conditions) is plain Python; numpy, scipy and scikit-learn are imported by the rest alone.
"""
