/** Version du registre juridique ; elle change avec toute règle, valeur, période ou date de lecture. */
export const VERSION_DU_REGISTRE = "4";

/** Date de la copie publique de Légifrance contre laquelle le registre a été relu. */
export const REGISTRE_RELU_LE = "2023-12-06";
