"""What a metric is called on a board, where the challenge gives it no title of its own."""

from collections.abc import Mapping
from types import MappingProxyType

Texts = Mapping[str, str]

TITLES: Mapping[str, Texts] = MappingProxyType(
    {
        "mae": {"fr": "Erreur absolue moyenne", "ar": "متوسط الخطأ المطلق", "en": "Mean absolute error"},
        "rmse": {
            "fr": "Racine de l’erreur quadratique moyenne",
            "ar": "جذر متوسط مربع الخطأ",
            "en": "Root mean squared error",
        },
        "rmsle": {
            "fr": "Racine de l’erreur quadratique logarithmique",
            "ar": "جذر متوسط مربع الخطأ اللوغاريتمي",
            "en": "Root mean squared log error",
        },
        "mape": {
            "fr": "Erreur relative moyenne",
            "ar": "متوسط الخطأ النسبي المطلق",
            "en": "Mean absolute percentage error",
        },
        "smape": {
            "fr": "Erreur relative symétrique",
            "ar": "الخطأ النسبي المتماثل",
            "en": "Symmetric percentage error",
        },
        "r2": {"fr": "R²", "ar": "R²", "en": "R²"},
        "spearman": {
            "fr": "Corrélation des rangs (Spearman)",
            "ar": "ارتباط الرتب (سبيرمان)",
            "en": "Rank correlation (Spearman)",
        },
        "csi": {
            "fr": "Indice de succès critique",
            "ar": "مؤشر النجاح الحرج",
            "en": "Critical success index",
        },
        "pinball": {"fr": "Perte de quantile", "ar": "خسارة المئينات", "en": "Pinball loss"},
        "coverage": {"fr": "Couverture", "ar": "التغطية", "en": "Coverage"},
        "interval_score": {"fr": "Score d’intervalle", "ar": "درجة المجال", "en": "Interval score"},
        "log_loss": {"fr": "Perte logarithmique", "ar": "الخسارة اللوغاريتمية", "en": "Log loss"},
        "brier": {"fr": "Score de Brier", "ar": "درجة براير", "en": "Brier score"},
        "integrated_brier": {
            "fr": "Score de Brier intégré",
            "ar": "درجة براير المتكاملة",
            "en": "Integrated Brier score",
        },
        "roc_auc": {
            "fr": "Aire sous la courbe ROC",
            "ar": "المساحة تحت منحنى ROC",
            "en": "Area under the ROC curve",
        },
        "average_precision": {"fr": "Précision moyenne", "ar": "متوسط الدقة", "en": "Average precision"},
        "f1": {"fr": "Score F1", "ar": "درجة F1", "en": "F1 score"},
        "accuracy": {"fr": "Part de réponses justes", "ar": "نسبة الإجابات الصحيحة", "en": "Accuracy"},
        "balanced_accuracy": {
            "fr": "Part de réponses justes, équilibrée",
            "ar": "نسبة الإجابات الصحيحة الموزونة",
            "en": "Balanced accuracy",
        },
        "mcc": {
            "fr": "Corrélation de Matthews",
            "ar": "معامل ارتباط ماثيوز",
            "en": "Matthews correlation",
        },
        "kappa": {"fr": "Kappa de Cohen", "ar": "معامل كابا لكوهين", "en": "Cohen's kappa"},
        "ndcg": {"fr": "NDCG", "ar": "NDCG", "en": "NDCG"},
        "map_at_k": {"fr": "MAP@k", "ar": "MAP@k", "en": "MAP@k"},
        "skill": {
            "fr": "Gain sur la prévision de référence",
            "ar": "المكسب مقارنة بالتوقع المرجعي",
            "en": "Skill over the reference",
        },
        "weighted_sum": {"fr": "Score global", "ar": "الدرجة الإجمالية", "en": "Overall score"},
    }
)
